import type { Rule, Vendor } from '../../engine/model/vendor.js';
import { possibleRefusals } from '../../engine/refusals/possible.js';
import { refusalRule, ownWords } from '../../engine/refusals/refusal-reply.js';
import type { Reason } from '../../grammar/reasons.js';
import { basisOf, leavesOf, type Facet } from './facet.js';

/** The refusals of an operation by their reason: each entry of the dialect once, in the order of the checks. */
export function refusalsOf(vendor: Vendor, { operation }: Rule): Map<Reason, Facet[][]> {
  const names = new Map<Reason, Set<string>>();
  for (const { reason, variant } of possibleRefusals(vendor.contract, vendor.behavior, operation))
    names.set(reason, (names.get(reason) ?? new Set()).add(variant));
  const words = ownWords(vendor, operation);
  return new Map(
    [...names].map(([reason, variants]) => [
      reason,
      [...variants].map((variant) => vendor.cache.of(facetsOfRefusal, vendor, words ?? NO_WORDS, reason, variant)),
    ]),
  );
}

/** What an operation with these words would answer for each entry of the dialect, as one text. */
export const dialectText = (vendor: Vendor, { operation }: Rule): string =>
  vendor.cache.of(textWithWords, vendor, JSON.stringify(ownWords(vendor, operation) ?? NO_WORDS));

function textWithWords(vendor: Vendor, words: string): string {
  const own = JSON.parse(words) as object;
  const names = Object.keys(vendor.behavior.dialect.refusals).sort();
  return JSON.stringify(
    names.map((name) => [
      name,
      facetsOfRefusal(vendor, own, name, name).map(({ kind, place, value }) => [kind, place, value]),
    ]),
  );
}

const NO_WORDS = {};

function facetsOfRefusal(vendor: Vendor, words: object, reason: string, variant: string): Facet[] {
  const { name, status, headers = {}, body, stated } = refusalRule(vendor, variant, words);
  const place = `refusal ${reason}`;
  const facet = (kind: Facet['kind'], below: string, value: unknown, part: string): Facet => ({
    kind,
    place: [place, below].filter(Boolean).join(' '),
    value,
    at: `refusals.${name}`,
    basis: basisOf(stated, part),
  });
  const type = body === undefined ? {} : { 'content-type': vendor.behavior.dialect.contentType };
  const own = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
  return [
    facet('refusalStatus', 'status', status, 'status'),
    ...Object.entries({ ...type, ...own }).map(([header, value]) =>
      facet('refusalPart', `header ${header}`, value, `headers.${header}`),
    ),
    ...(body === undefined
      ? []
      : leavesOf(body).map(([path, value]) => facet('refusalPart', `body ${path}`.trim(), value, `body.${path}`))),
  ];
}
