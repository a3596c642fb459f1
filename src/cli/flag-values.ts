/** Reads the values of flags from the command line, the environment or the configuration file. */
import { InvalidArgumentError } from 'commander';
import { settable } from '../world/clock.js';
import { SteeringError } from '../world/steering-error.js';

export function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected an integer.');
  return Number(text);
}

export function positive(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 1 or more.');
  return Number(text);
}

export function numberTo99999(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 to 99999.');
  return Number(text);
}

export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return Number(text);
}

export function hosts(text: string, previous: string[] | undefined): string[] {
  const names = text.split(',').map((part) => part.trim());
  if (names.includes('')) throw new InvalidArgumentError('Expected host names, such as double.test,10.0.0.5.');
  return [...(previous ?? []), ...names];
}

export function editions(text: string, previous: Record<string, string> = {}): Record<string, string> {
  const chosen = { ...previous };
  for (const part of text.split(',')) {
    const [, vendor, edition] = /^\s*([^=@\s]+)=(\S+)\s*$/.exec(part) ?? [];
    if (vendor === undefined || edition === undefined)
      throw new InvalidArgumentError('Expected vendor=edition, such as acme=2026-08.');
    if (chosen[vendor] !== undefined)
      throw new InvalidArgumentError(`${vendor} has two editions: only one can have its address.`);
    chosen[vendor] = edition;
  }
  return chosen;
}

export const portOrOff = (text: string): number | 'off' => (text === 'off' ? 'off' : port(text));

export function instant(text: string): string {
  try {
    settable(text);
  } catch (error) {
    if (!(error instanceof SteeringError)) throw error;
    const problem = error.problem.charAt(0).toUpperCase() + error.problem.slice(1);
    throw new InvalidArgumentError(`${problem}; ${error.remedy}.`);
  }
  return text;
}
