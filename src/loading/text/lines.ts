/** Finds the lines of offsets in a text. */
export class Lines {
  #starts: number[] | undefined;

  constructor(private readonly text: string) {}

  /** Those of another text. */
  of(text: string): Lines {
    return text === this.text ? this : new Lines(text);
  }

  /** The line (from 1) of an offset. */
  at(offset: number): number {
    const starts = (this.#starts ??= startsOf(this.text));
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low);
  }
}

function startsOf(text: string): number[] {
  const starts: number[] = [];
  let start = 0;
  do starts.push(start);
  while ((start = text.indexOf('\n', start) + 1) > 0);
  return starts;
}
