import { signal } from "@preact/signals";

/** What the live regions say. */
export const announced = { calmly: signal(""), "at once": signal("") };

/** Announces a text to screen readers: `calmly` after their current output, `at once` in place of it. */
export function announce(text: string, when: keyof typeof announced = "calmly"): void {
  announced[when].value = text;
}
