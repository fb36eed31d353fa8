/** Focuses the current row of the list, or the bar above the list if it has no row. */
export function focusCurrentRow(): void {
  const row = document.querySelector<HTMLElement>('[role="grid"] [role="row"][tabindex="0"]');
  (row ?? document.querySelector<HTMLElement>(".selection-bar"))?.focus();
}
