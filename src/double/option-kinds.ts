/** Refuses options of another kind, in place of an error from the inside. */
import { levels } from '../grammar/evidence.js';
import type { DoubleOptions } from './api.js';
import { otherKind } from './argument-kinds.js';

interface Kind {
  wanted: string;
  fits: (value: unknown) => boolean;
}

const kind = (wanted: string, fits: Kind['fits']): Kind => ({ wanted, fits });
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = kind('a text', (value) => typeof value === 'string');
const number = kind('a number', (value) => typeof value === 'number' && !Number.isNaN(value));
const truth = kind('true or false', (value) => typeof value === 'boolean');
const object = kind('an object', isObject);
const callback = kind('a function', (value) => typeof value === 'function');
const texts = kind(
  'a list of texts',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
);
const oneOf = (...words: readonly string[]): Kind =>
  kind(`one of ${words.join(', ')}`, (value) => typeof value === 'string' && words.includes(value));

/** Options with an error of their own are not here. */
const KINDS: { readonly [Name in keyof DoubleOptions]?: Kind } = {
  vendors: texts,
  specs: kind('a path, a document, or an object of them by name', (value) => text.fits(value) || isObject(value)),
  accounts: oneOf('one', 'per-credential'),
  seed: text,
  auth: oneOf('open', 'strict'),
  evidence: oneOf(...levels),
  randomSeed: number,
  clock: text,
  port: number,
  host: text,
  replyHeaders: truth,
  journal: object,
  watch: truth,
  fake: number,
  rehearse: truth,
  reloaded: callback,
  listen: truth,
  saveState: callback,
  controlPort: number,
  controlHost: text,
  controlToken: text,
  console: truth,
  allowedHosts: texts,
  tls: kind('true, false, { dir }, or { cert, key }', (value) => truth.fits(value) || isObject(value)),
  log: callback,
};

/** @throws SteeringError */
export function refuseOtherKinds(options: DoubleOptions): void {
  for (const [name, { wanted, fits }] of Object.entries(KINDS)) {
    const value = options[name as keyof DoubleOptions];
    if (value !== undefined && !fits(value)) throw otherKind(`the option ${name}`, wanted, value, `/${name}`);
  }
}
