/**
 * Where a vendor deviates from a law, and why. A deviation that no longer applies fails.
 *
 * Vendor names stand here because deviations are about vendors; the engine has none.
 */
import { editionNamed } from '../../src/grammar/edition-name.js';

export const deviations: Record<string, string> = {
  'arize integrations_create declares 422':
    'documented without a reason; what can be wrong with a create is a 400 or the 409 of a name (SOURCES A18)',
  'arize@2026-08 integrations_delete declares 409':
    'documented for an integration that an evaluator uses; evaluators are not part of the contract (SOURCES A107)',
  'langdock createIntegration declares 500':
    'documented as a failure of the vendor itself; the double has none of those (SOURCES A33)',
  'langdock createAction declares 500':
    'documented as a failure of the vendor itself; the double has none of those (SOURCES A33)',
};

/** The key of a vendor's deviation from a law; an edition has those of its base. undefined: it must not deviate. */
export const deviationOf = (vendor: string, law: string): string | undefined =>
  [vendor, editionNamed(vendor)?.base].map((name) => `${name} ${law}`).find((key) => deviations[key] !== undefined);
