import { computed, effect } from "@preact/signals";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { run } from "./run.ts";

/** The progress of the run in percent, for the title and icon of the browser tab. */
const percent = computed(() => (run.value ? Math.floor((run.value.done.value / run.value.total) * 100) : undefined));

/** Whether the run sends nothing until the visitor does something. */
const isWaiting = computed(() => ["paused", "signedOut"].includes(run.value?.phase.value ?? ""));

/** Keeps the title and the icon of the browser tab up to date. */
export function showRunInTab(): void {
  effect(() => {
    const { tab, product } = words.value;
    const current = run.value;
    if (current === undefined || percent.value === undefined) document.title = tab.idle;
    else {
      const { action, kind } = current.job;
      const phase = isWaiting.value ? tab.paused : tab.running[action](nounOf(kind));
      document.title = `${percent.value}% · ${phase} · ${product}`;
    }
  });

  effect(() => {
    const icon = run.value ? (isWaiting.value ? "favicon-paused" : "favicon-running") : "favicon";
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link) link.href = new URL(`${icon}.svg`, document.baseURI).href;
  });
}
