/** Finds the JSON pointer of an object in its document. */
import { formatPointer } from '../grammar/json-pointer.js';

export class Pointers {
  /** Built on first use, because most comparisons find few changes. */
  #holders: Map<object, readonly [holder: object, key: string]> | undefined;

  constructor(private readonly document: object) {}

  /** `#/components/schemas/Pet`. An object that is not in the document is shown as the whole document. */
  of(part: object, ...below: readonly string[]): string {
    const holders = (this.#holders ??= holdersIn(this.document));
    const steps: string[] = [];
    for (let found = holders.get(part); found !== undefined; found = holders.get(found[0])) steps.push(found[1]);
    return `#${formatPointer([...steps.reverse(), ...below])}`;
  }
}

function holdersIn(root: object): Map<object, readonly [object, string]> {
  const holders = new Map<object, readonly [object, string]>();
  const waiting = [root];
  for (let holder = waiting.pop(); holder !== undefined; holder = waiting.pop())
    for (const [key, value] of Object.entries(holder) as [string, unknown][]) {
      if (typeof value !== 'object' || value === null || value === root || holders.has(value)) continue;
      holders.set(value, [holder, key]);
      waiting.push(value);
    }
  return holders;
}
