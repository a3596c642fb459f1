/** Storage of the browser, which its settings may forbid: then nothing outlives the page. */
type Kind = 'localStorage' | 'sessionStorage';

export function stored(kind: Kind, key: string): string | undefined {
  try {
    return globalThis[kind].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function store(kind: Kind, key: string, text: string): void {
  try {
    globalThis[kind].setItem(key, text);
  } catch {
    // Forbidden or full: it is kept in the page.
  }
}
