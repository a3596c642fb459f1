/** Prints a behavior as YAML for editing: one line for each piece of evidence, blank lines between entries. */
import { Document, isMap, isScalar, visit, type Pair, type YAMLMap } from 'yaml';
import type { Behavior } from '../grammar/behavior.js';

const SECTIONS = ['requests', 'resources', 'operations', 'dialect'];

/** @param heading lines for a comment at the top */
export function printBehavior(behavior: Behavior, heading: readonly string[] = []): string {
  const document = new Document(behavior, { aliasDuplicateObjects: false });
  if (heading.length > 0) document.commentBefore = heading.map((line) => ` ${line}`).join('\n');
  visit(document, { Pair: (_, pair) => void inOneLine(pair) });
  const { contents } = document;
  if (isMap(contents)) for (const section of SECTIONS) spaced(contents, section);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** `evidence: { inferred: … }` */
function inOneLine({ key, value }: Pair): void {
  if (isScalar(key) && key.value === 'evidence' && isMap(value)) value.flow = true;
}

function spaced(contents: YAMLMap, section: string): void {
  const entries = contents.items.find(({ key }) => isScalar(key) && key.value === section)?.value;
  for (const part of [contents, entries]) {
    if (!isMap(part)) continue;
    for (const { key } of part.items)
      if (isScalar(key) && (part === entries ? key !== part.items[0]?.key : key.value === section))
        key.spaceBefore = true;
  }
}
