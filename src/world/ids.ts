/** Generates ids and random numbers from the sandbox's random seed: equal seeds and calls give equal ids. */
import type { Draw, IdShape } from '../engine/model/draw.js';
import type { Account } from '../engine/model/call.js';
import type { Ids, IdView } from '../engine/ports.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { IdsState } from '../engine/model/snapshot.js';
import { hash, mix } from './random.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ALPHANUMERIC = `${LETTERS}0123456789`;
const TEXT_LENGTH = 24;

/** Range for the first numbers of global ids: the first sixteen million ids fit into a signed 32-bit integer. */
const STARTS = 2 ** 31 - 2 ** 24;

/** Each account has its own random stream and sequences, so its ids depend only on its own calls. */
export class SeededIds implements Ids {
  /** The number of random numbers drawn from each stream. */
  readonly #given = new Map<string, number>();
  /** The last number for each account and resource. */
  readonly #sequences = new Map<string, number>();

  constructor(readonly seed: number) {}

  /** Whether nothing has been drawn since the start. */
  get isUntouched(): boolean {
    return this.#given.size === 0 && this.#sequences.size === 0;
  }

  state(vendor: Vendor): IdsState {
    return { draws: below(vendor, this.#given), sequences: below(vendor, this.#sequences) };
  }

  restore(vendor: Vendor, { draws, sequences }: IdsState): void {
    for (const [account, given] of Object.entries(draws)) this.#given.set(`${vendor.name}/${account}`, given);
    for (const [key, last] of Object.entries(sequences)) this.#sequences.set(`${vendor.name}/${key}`, last);
  }

  draw(vendor: Vendor, account: Account, now: number, view: IdView): Draw & { commit(): void } {
    return new SeededDraw(this.seed, vendor.name, account, now, view, this.#given, this.#sequences);
  }
}

/** Changes the counters only on commit. */
class SeededDraw implements Draw {
  /** The position in the account's stream; undefined until the first number is drawn, since most calls draw none. */
  #drawing: { stream: string; start: number; given: number } | undefined;
  #taken: Map<string, number> | undefined;

  constructor(
    private readonly seed: number,
    private readonly vendor: string,
    private readonly account: Account,
    private readonly now: number,
    private readonly view: IdView,
    private readonly given: Map<string, number>,
    private readonly sequences: Map<string, number>,
  ) {}

  random(): number {
    const drawing = (this.#drawing ??= this.#begin());
    return mix(drawing.start, drawing.given++) / 2 ** 32;
  }

  from(text: string): () => number {
    const start = hash(`${this.seed}/${this.vendor}/${text}`);
    let given = 0;
    return () => mix(start, given++) / 2 ** 32;
  }

  id(resource: string, rule: IdShape): string | number {
    const { format, prefix = '', alphabet = ALPHANUMERIC, length = TEXT_LENGTH } = rule;
    switch (format) {
      case 'text':
        return prefix + this.#pick(alphabet, length);
      case 'digits':
        return String(this.#next(resource));
      case 'integer':
        return this.#next(resource);
      case 'uuid':
        return uuid(() => Math.floor(this.random() * 256));
      case 'ulid':
        return prefix + ulidTime(this.now) + this.#pick(CROCKFORD, 16);
      case 'globalId':
        return Buffer.from(
          `${prefix}:${this.#next(resource, this.#start(resource))}:${this.#pick(LETTERS, 4)}`,
        ).toString('base64');
      case 'given':
      case 'single':
        throw new Error(`ids of ${resource} are not generated`);
      default:
        return format satisfies never;
    }
  }

  commit(): void {
    if (this.#drawing) this.given.set(this.#drawing.stream, this.#drawing.given);
    if (this.#taken) for (const [key, number] of this.#taken) this.sequences.set(key, number);
  }

  #begin(): { stream: string; start: number; given: number } {
    const stream = `${this.vendor}/${this.account.name}`;
    return { stream, start: hash(`${this.seed}/${stream}`), given: this.given.get(stream) ?? 0 };
  }

  /** @param start offset of a new account's sequence */
  #next(resource: string, start = 0): number {
    const key = `${this.vendor}/${this.account.name}/${resource}`;
    const taken = (this.#taken ??= new Map<string, number>());
    const last = taken.get(key) ?? this.sequences.get(key);
    const highest = this.view.highest(resource);
    const number = 1 + (last === undefined ? highest + start : Math.max(last, highest));
    taken.set(key, number);
    return number;
  }

  /** Global ids start at a different number for each account. */
  #start(resource: string): number {
    const { number, name } = this.account;
    if (number === 0) return 0;
    return Math.floor((mix(hash(`${this.seed}/${this.vendor}/${name}/${resource}`), 0) / 2 ** 32) * STARTS);
  }

  #pick(alphabet: string, length: number): string {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[Math.floor(this.random() * alphabet.length)] ?? '';
    return out;
  }
}

/** The counts of one vendor, without its name in the keys. */
function below(vendor: Vendor, counts: ReadonlyMap<string, number>): Record<string, number> {
  const start = `${vendor.name}/`;
  const found: Record<string, number> = {};
  for (const [key, n] of counts) if (n > 0 && key.startsWith(start)) found[key.slice(start.length)] = n;
  return found;
}

/** A UUID of version 4 (RFC 9562). */
function uuid(byte: () => number): string {
  const bytes = Array.from({ length: 16 }, byte);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.map((item) => item.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The first ten characters of a ULID: the time in milliseconds, 48 bits. */
function ulidTime(now: number): string {
  let rest = Math.max(0, Math.floor(now));
  let out = '';
  for (let i = 0; i < 10; i++) {
    out = (CROCKFORD[rest % 32] ?? '') + out;
    rest = Math.floor(rest / 32);
  }
  return out;
}
