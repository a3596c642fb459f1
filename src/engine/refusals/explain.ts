/** Why a call was refused: what would have been accepted. Made when an entry is read, of what holds no secrets any more. */
import type { Json } from '../../grammar/json.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import type { Issue, RefusalDetails } from './refusal.js';
import { different, edits } from '../values/suggest.js';

export interface Nearest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}

export interface Expected {
  readonly in: Issue['in'];
  /** JSON pointer within it; empty for the whole. */
  readonly pointer: string;
  /** The keyword of the contract that failed. */
  readonly keyword: string;
  /** What it allows: `allowedValues`, `limit`, `type`, `pattern`, `format`. */
  readonly bounds: Readonly<Json>;
}

export interface Why {
  /** In one sentence. */
  readonly says: string;
  /** The operations that come nearest to what was called, best first. */
  readonly nearest?: readonly Nearest[];
  readonly expected?: readonly Expected[];
  /** `[redacted]` where it never leaves the store. */
  readonly immutable?: { readonly field: string; readonly stored: unknown; readonly sent: unknown };
  /** The record that has what was asked for. */
  readonly holder?: { readonly resource: string; readonly id: unknown; readonly fields: readonly string[] };
}

export interface Refused {
  vendor: Vendor;
  operation: Operation | undefined;
  method: string;
  path: string;
  reason: Reason;
  details: RefusalDetails;
}

export function why(refused: Refused): Why {
  const { details, operation, reason } = refused;
  const { field = '', id, resource = 'record' } = details;
  switch (reason) {
    case 'noSuchRoute': {
      const nearest = nearestOperations(refused);
      return { says: `no operation has the path ${refused.path}; nearest: ${shown(nearest)}`, nearest };
    }
    case 'methodNotAllowed': {
      const nearest = nearestOperations(refused).slice(0, details.allow?.length);
      return { says: `this path takes ${(details.allow ?? []).join(', ')}; nearest: ${shown(nearest)}`, nearest };
    }
    case 'malformedUrl':
      return { says: 'a path is valid percent-encoding of UTF-8' };
    case 'browserOrigin':
      return { says: 'calls from browsers are refused: no Origin, no Sec-Fetch-Mode: cors' };
    case 'unauthenticated':
    case 'credentialRejected':
      return { says: `${reason === 'unauthenticated' ? 'needs' : 'needs another'} credential: ${schemes(refused)}` };
    case 'forbidden':
      return { says: field === '' ? 'the credential may not do this' : `the credential needs the scope ${field}` };
    case 'rateLimited':
      return {
        says: `the limit is reached${details.retryAfter === undefined ? '' : `; the next call counts again in ${details.retryAfter} s`}`,
      };
    case 'payloadTooLarge':
    case 'malformedBody':
      return { says: details.message ?? reason };
    case 'unsupportedMediaType':
      return { says: `the body must be ${operation?.mediaTypes?.join(' or ') ?? 'absent'}, in UTF-8, not encoded` };
    case 'invalidId':
    case 'invalid':
    case 'nothingToChange': {
      const expected = (details.issues ?? []).map(expectedAt);
      return { says: sentence(expected), expected };
    }
    case 'notFound':
      return { says: `this account has no ${resource} ${String(id)}` };
    case 'foreign':
      return { says: `${resource} ${String(id)} is another account's` };
    case 'immutable':
      return {
        says: `${field} never changes: stored is ${JSON.stringify(details.stored)}, sent was ${JSON.stringify(details.sent)}`,
        immutable: { field, stored: details.stored, sent: details.sent },
      };
    case 'conflict': {
      const fields = details.fields ?? [field];
      return {
        says: `${fields.join(' and ')} must be unique: ${resource} ${String(id)} has it`,
        holder: { resource, id, fields },
      };
    }
    case 'protected':
      return { says: `${resource} ${String(id)} is protected` };
    case 'unknownReference':
      return { says: `${field} must name a ${resource} that this account has` };
    default:
      return reason satisfies never;
  }
}

const shown = (nearest: readonly Nearest[]): string => nearest.map((it) => `${it.method} ${it.path}`).join(', ');

function schemes({ vendor, operation }: Refused): string {
  const names = new Set(operation?.security.flatMap((it) => Object.keys(it)));
  const words = { bearer: 'Authorization: Bearer …', basic: 'Authorization: Basic …' };
  return vendor.contract.securitySchemes
    .filter((it) => names.has(it.name))
    .map(({ kind, parameter }) =>
      kind === 'bearer' || kind === 'basic'
        ? words[kind]
        : `the ${kind === 'query' ? 'query parameter' : kind} ${parameter}`,
    )
    .join(' or ');
}

/** Parameters of keywords that come from the contract. Others may repeat what was sent. */
const BOUNDS = ['allowedValues', 'allowedValue', 'limit', 'multipleOf', 'comparison', 'type', 'pattern', 'format'];

function expectedAt({ in: place, field, keyword, params }: Issue): Expected {
  const bounds = Object.fromEntries(
    BOUNDS.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );
  const steps = field === '' ? [] : field.split('.');
  return {
    in: place,
    pointer: steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    keyword,
    bounds: structuredClone(bounds),
  };
}

const TOLD = 3;

function sentence(expected: readonly Expected[]): string {
  const told = expected.slice(0, TOLD).map(({ in: place, pointer, keyword, bounds }) => {
    const limits = Object.values(bounds).map((it) => JSON.stringify(it));
    return `${place}${pointer === '' ? '' : ` ${pointer}`}: ${[keyword, ...limits].join(' ')}`;
  });
  return told.join('; ') + (expected.length > TOLD ? `; and ${expected.length - TOLD} more` : '');
}

const MAX_SEGMENTS = 32;
const MAX_SEGMENT = 64;
const NEAREST = 3;

function nearestOperations({ vendor, method, path }: Refused): Nearest[] {
  const segments = segmentsOf(path);
  return vendor.contract.operations
    .map((it) => ({ it, far: distance(segments, segmentsOf(it.path)) + (it.method === method ? 0 : 0.5) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST)
    .map(({ it }) => ({ operation: it.id, method: it.method, path: it.path }));
}

const segmentsOf = (path: string): string[] =>
  path
    .split('/', MAX_SEGMENTS + 1)
    .slice(1)
    .map((it) => it.slice(0, MAX_SEGMENT));

/** Segments put in, left out and replaced; one that is nearly right counts by how wrong it is. */
const distance = (path: readonly string[], template: readonly string[]): number =>
  edits(path, template, (a, b) => {
    if (b.startsWith('{')) return a === '' ? 1 : 0.1;
    return edits(Array.from(a), Array.from(b), different) / Math.max(a.length, b.length, 1);
  });
