/** Prints the behavior that a document implies, with its reasons. */
import { infer } from '../infer/infer.js';
import { summaryLines, summaryOf } from '../infer/summary.js';
import { readDocument } from '../loading/document-file.js';
import { printBehavior } from '../loading/print-behavior.js';
import { asUsageError } from './exit.js';
import { print } from './remote.js';

export interface InferFlags {
  json: boolean;
}

export function inferFile(file: string, { json }: InferFlags): void {
  const { document, name, notes } = read(file);
  const mended = notes().length;
  const behavior = infer(document);
  if (json) return print(JSON.stringify(behavior));
  const heading = [
    ...summaryLines(name, summaryOf(behavior)),
    ...(mended > 0 ? [`${mended} places of the document were mended: stuntdouble check ${file}`] : []),
    'Saved as behavior.yaml beside the document, it answers the same. With `extends: inferred`, only what differs is needed.',
  ];
  print(printBehavior(behavior, heading).trimEnd());
}

function read(file: string): ReturnType<typeof readDocument> {
  try {
    return readDocument(file);
  } catch (error) {
    return asUsageError(error);
  }
}
