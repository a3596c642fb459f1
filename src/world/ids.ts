/** Ids and chance from the sandbox's seed: the same seed and the same calls give the same bytes. */
import type { Account, Draw, Ids, Vendor, View } from '../engine/model.js';
import type { IdRule } from '../engine/grammar.js';
import type { IdsState } from '../engine/snapshot-grammar.js';
import { hash, mix } from './random.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Each account draws from a stream of its own, so that parallel workers with different keys do not disturb each other's ids. */
export class SeededIds implements Ids {
  /** How many numbers each stream has given. */
  readonly #given = new Map<string, number>();
  readonly #sequences = new Map<string, number>();

  constructor(readonly seed: number) {}

  state(vendor: Vendor): IdsState {
    return { draws: below(vendor, this.#given), sequences: below(vendor, this.#sequences) };
  }

  restore(vendor: Vendor, { draws, sequences }: IdsState): void {
    for (const [account, given] of Object.entries(draws)) this.#given.set(`${vendor.name}/${account}`, given);
    for (const [resource, last] of Object.entries(sequences)) this.#sequences.set(`${vendor.name}/${resource}`, last);
  }

  draw(vendor: Vendor, account: Account, now: number, view: Pick<View, 'highest'>): Draw & { commit(): void } {
    const stream = `${vendor.name}/${account.name}`;
    const start = hash(`${this.seed}/${stream}`);
    let given = this.#given.get(stream) ?? 0;
    const taken = new Map<string, number>();
    const random = (): number => mix(start, given++) / 2 ** 32;
    const pick = (alphabet: string): string => alphabet[Math.floor(random() * alphabet.length)] ?? '';
    const next = (resource: string): number => {
      const key = `${vendor.name}/${resource}`;
      const number = Math.max(taken.get(key) ?? this.#sequences.get(key) ?? 0, view.highest(resource)) + 1;
      taken.set(key, number);
      return number;
    };
    const id = (resource: string, rule: Pick<IdRule, 'format' | 'prefix'>): string | number => {
      switch (rule.format) {
        case 'integer':
          return next(resource);
        case 'uuid':
          return uuid(() => Math.floor(random() * 256));
        case 'ulid':
          return (rule.prefix ?? '') + ulidTime(now) + Array.from({ length: 16 }, () => pick(CROCKFORD)).join('');
        case 'globalId':
          return Buffer.from(
            `${rule.prefix ?? ''}:${next(resource)}:${Array.from({ length: 4 }, () => pick(LETTERS)).join('')}`,
          ).toString('base64');
        case 'given':
          throw new Error(`the client gives the id of a ${resource}`);
        default:
          return rule.format satisfies never;
      }
    };
    const commit = (): void => {
      this.#given.set(stream, given);
      for (const [key, number] of taken) this.#sequences.set(key, number);
    };
    return { random, id, commit };
  }
}

/** What is counted for one vendor, by the rest of the key. */
function below(vendor: Vendor, counts: ReadonlyMap<string, number>): Record<string, number> {
  const start = `${vendor.name}/`;
  return Object.fromEntries(
    [...counts].flatMap(([key, n]) => (n > 0 && key.startsWith(start) ? [[key.slice(start.length), n]] : [])),
  );
}

/** RFC 9562, version 4. */
function uuid(byte: () => number): string {
  const bytes = Array.from({ length: 16 }, byte);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.map((it) => it.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The first ten characters of a ULID: 48 bits of milliseconds. */
function ulidTime(now: number): string {
  let rest = Math.max(0, Math.floor(now));
  let out = '';
  for (let i = 0; i < 10; i++) {
    out = (CROCKFORD[rest % 32] ?? '') + out;
    rest = Math.floor(rest / 32);
  }
  return out;
}
