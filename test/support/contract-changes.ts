/** The list of contract changes in test/diff/: one base document, and changes of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { loadVendors } from '../../src/loading/vendors.js';
import { root } from './double.js';

export interface ContractChange {
  name: string;
  diff: 'breaking' | 'compatible';
  oasdiff: 'breaking' | 'compatible';
  reason?: string;
  patch: Json;
}

const read = (name: string): unknown => parse(readFileSync(join(root, 'test/diff', name), 'utf8'));

export const base = read('base.yaml') as Json;
export const contractChanges = read('changes.yaml') as ContractChange[];

/** JSON merge patch (RFC 7396). */
export function patched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const kept: Json = isObject(target) ? target : {};
  const entries = Object.entries({ ...kept, ...patch }).filter(([key]) => patch[key] !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, Object.hasOwn(patch, key) ? patched(kept[key], patch[key]) : value]),
  );
}

/** The vendor of a document without a behavior. */
export async function vendorOf(document: unknown): Promise<Vendor> {
  const [vendor] = await loadVendors({ specs: document as Json });
  if (vendor === undefined) throw new Error('no vendor');
  return vendor;
}
