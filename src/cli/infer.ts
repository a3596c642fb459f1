/** Prints the behavior that a document implies, with its reasons. */
import { counted } from './count-text.js';
import { infer } from '../infer/infer.js';
import { summaryLines, inferenceSummary } from '../infer/summary.js';
import { buildVendor } from '../loading/build.js';
import { readDocumentAt } from '../loading/document-file.js';
import { diskFiles } from '../loading/files.js';
import { MistakesError } from '../loading/mistakes.js';
import { placesOfSource } from '../loading/vendor-places.js';
import { printBehavior } from '../loading/print-behavior.js';
import { applyRehearsal } from '../suite/inferred/apply-rehearsal.js';
import { asUsageError } from './exit.js';
import { print } from './remote.js';

export interface InferFlags {
  json: boolean;
  rehearsal: boolean;
}

export async function runInfer(source: string, { json, rehearsal }: InferFlags): Promise<void> {
  const { document, name, notes } = documentIn(source);
  const noted = notes().length;
  const inferred = infer(document);
  const vendor = buildVendor({ name, document, behavior: inferred, seed: { records: {}, credentials: [] } }, {});
  const { vendor: served, failures } = rehearsal ? await applyRehearsal(vendor) : { vendor, failures: [] };
  const behavior = failures.length === 0 ? inferred : served.behavior;
  if (json) return print(JSON.stringify(behavior));
  const heading = [
    ...summaryLines(name, inferenceSummary(behavior)),
    ...(noted > 0 ? [`${counted(noted, 'note')} on the document: see stuntdouble check ${source}`] : []),
    ...failures.map(
      ({ operation, problem }) => `${operation} is answered by example: it failed in rehearsal: ${problem}`,
    ),
    'Save this as behavior.yaml beside the document to get the same replies. With `extends: inferred`, the file needs only the differences.',
  ];
  print(printBehavior(behavior, heading).trimEnd());
}

/** The document itself, or the one of a vendor. */
function documentIn(source: string): ReturnType<typeof readDocumentAt> {
  try {
    const [place, ...others] = placesOfSource(source, diskFiles);
    if (place === undefined || others.length > 0)
      throw new MistakesError([
        { file: source, line: 1, problem: 'the directory has several vendors', remedy: 'name the document of one' },
      ]);
    return readDocumentAt(place);
  } catch (error) {
    return asUsageError(error);
  }
}
