import { signal } from "@preact/signals";

/** The colours of the page. */
export type Scheme = "system" | "light" | "dark";

// public/scheme.js has set the stored choice by now: before the first paint, so that no other colours flash.
const storageName = "mysafe-scheme";
const { dataset } = document.documentElement;

/** The visitor's choice of colours, which tokens.css follows. */
export const scheme = signal<Scheme>(
  dataset.scheme === "light" || dataset.scheme === "dark" ? dataset.scheme : "system",
);

/** Changes the colours, now and for later visits. */
export function chooseScheme(next: Scheme): void {
  scheme.value = next;
  dataset.scheme = next;
  try {
    if (next === "system") localStorage.removeItem(storageName);
    else localStorage.setItem(storageName, next);
  } catch {
    // Where storage is forbidden, the choice lasts until the page is closed.
  }
}
