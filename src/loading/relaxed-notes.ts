/** Notes on the request schemas that an inferred behavior does not enforce, because the document's examples break them. */
import { trustsExamples } from '../engine/request/validate.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { LoadNote } from './document-file.js';
import type { PlacedDocument } from './placed-document.js';

/** Slow for large documents: compiles the schemas of all bodies that have examples. */
export function relaxedNotes(source: PlacedDocument, { behavior, contract }: Vendor): LoadNote[] {
  if (!trustsExamples(behavior)) return [];
  return contract.tools.brokenByExamples().map(({ operation, type, issues }) => {
    const parts = issues.map(({ keyword, field }) => `${keyword} at ${field || 'the body'}`);
    return {
      ...source.place(['paths', operation.path, operation.method.toLowerCase(), 'requestBody', 'content', type]),
      text: `the example of the request of ${operation.id} breaks its schema, so every request may: ${parts.join(', ')}`,
    };
  });
}
