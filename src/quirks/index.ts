import type { Quirk } from '../engine/model.js';

/** Rules in TypeScript, by the name that a behavior gives them. */
export const quirks: Record<string, Quirk> = {};
