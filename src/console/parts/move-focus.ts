/** Arrow keys move the focus among the links of a list, of which Tab reaches one only. */
export const arrowKeys =
  (selector: string) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (!(event.target instanceof Element) || !event.target.matches(selector)) return;
    event.preventDefault();
    moveFocus(selector, event.key === 'ArrowDown' ? 1 : -1);
  };

/** Moves the focus among the elements of a list. @returns whether there is such an element */
export function moveFocus(selector: string, step: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((element) => element === document.activeElement);
  const current =
    at >= 0 ? at : all.findIndex((element) => element.getAttribute('aria-current') === 'true') - (step === 1 ? 1 : 0);
  const next = all[Math.max(0, Math.min(all.length - 1, current + step))];
  next?.focus();
  return next !== undefined;
}
