/** Refuses arguments of another kind, in place of an error from the inside. */
import { SteeringError } from '../world/steering-error.js';

/** @throws SteeringError @param of the function and what it takes, such as `url: the name of a vendor` */
export function requireText(of: string, what: string, value: unknown): void {
  if (typeof value !== 'string') throw otherKind(of, `${what} as a text`, value);
}

/** @throws SteeringError */
export function requireObject(of: string, what: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw otherKind(of, what, value);
}

/** An argument of another kind. @param pointer to the option */
export const otherKind = (of: string, wanted: string, value: unknown, pointer = ''): SteeringError =>
  new SteeringError(pointer, `${of} takes ${wanted}, not ${shown(value)}`, 'correct the argument');

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};
