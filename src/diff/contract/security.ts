/** Compares the credentials that an operation needs. */
import { isObject, type Json } from '../../grammar/json.js';
import { listed } from '../../engine/values/wording.js';
import { objectAt } from '../../contract/references.js';
import type { Operation } from '../../engine/model/contract.js';
import { addChange, type Comparing, type DocumentPart } from './operation-comparison.js';
import { holdersOf, type ContractSide } from './contract-side.js';

/** Schemes and scopes that are needed together. */
type Alternative = readonly string[];

export function compareSecurity(comparing: Comparing): void {
  const [from, to] = [
    alternativesOf(comparing.from.operation, comparing.before),
    alternativesOf(comparing.to.operation, comparing.after),
  ];
  const isMet = (alternative: Alternative, others: readonly Alternative[]): boolean =>
    others.some((other) => other.every((need) => alternative.includes(need)));
  const lost = from.filter((alternative) => !isMet(alternative, to));
  const gained = to.filter((alternative) => !isMet(alternative, from));
  if (lost.length === 0 && gained.length === 0) return;
  const breaking = lost.length > 0;
  addChange(
    comparing,
    {
      place: 'security',
      kind: 'security',
      direction: 'request',
      what: breaking
        ? `${alternativesText(lost)} is no longer sufficient; required: ${alternativesText(to)}`
        : `${alternativesText(gained)} is now sufficient, too`,
      breaking,
      why: breaking ? 'requests with the old credentials are refused' : 'the old credentials are still sufficient',
    },
    [partOf(comparing.before, comparing.from.operation), partOf(comparing.after, comparing.to.operation)],
  );
}

const alternativesText = (alternatives: readonly Alternative[]): string =>
  listed(
    alternatives.map((needs) => (needs.length === 0 ? 'no credential' : needs.join(' and '))),
    'or',
  );

/** Without security, no credential is needed. */
function alternativesOf({ security }: Operation, { document }: ContractSide): Alternative[] {
  if (security.length === 0) return [[]];
  return security.map((schemes) =>
    Object.entries(schemes).flatMap(([name, scopes]) => {
      const scheme = schemeText(document, name);
      return [scheme, ...(Array.isArray(scopes) ? scopes : []).map((scope) => `the scope ${scope}`)];
    }),
  );
}

/** What a client sends, whatever the document calls it. */
function schemeText(document: Json, name: string): string {
  const components = isObject(document['components']) ? document['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  const scheme = objectAt(document, schemes[name]);
  if (scheme === undefined) return name;
  if (scheme['type'] === 'apiKey') return `a key in the ${String(scheme['in'])} ${String(scheme['name'])}`;
  if (scheme['type'] === 'http') return `HTTP ${String(scheme['scheme']).toLowerCase()}`;
  if (scheme['type'] === 'openIdConnect') return `OpenID Connect ${String(scheme['openIdConnectUrl'])}`;
  if (scheme['type'] === 'oauth2') return `OAuth 2 ${flowsText(scheme['flows'])}`;
  return String(scheme['type']);
}

/** The addresses of each flow; its scopes are compared with the operations. */
const flowsText = (flows: unknown): string =>
  Object.entries(isObject(flows) ? flows : {})
    .map(([flow, given]) => {
      const { authorizationUrl, tokenUrl } = isObject(given) ? given : {};
      return [flow, authorizationUrl, tokenUrl].filter((part) => part !== undefined).join(' ');
    })
    .join(', ');

/** The operation's own security, else that of the document. */
function partOf({ document }: ContractSide, operation: Operation): DocumentPart {
  const [own] = holdersOf(document, operation);
  const holder = own['security'] === undefined ? document : own;
  const { security } = holder;
  return security === undefined ? { holder } : { holder, below: ['security'], value: security };
}
