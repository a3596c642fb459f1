/** YAML by the library `yaml`: it reads every text, words the mistakes, and is slow. */
import { isCollection, isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node } from 'yaml';
import { aliasTargets, resolveAtOnce } from './alias-targets.js';
import type { Lines } from './lines.js';
import { mergedSize } from './merged-size.js';
import type { LineNote, ParsedText, TextProblem } from './parsed-text.js';
import { repairYaml, type FoundError } from './repair-yaml.js';
import { removeRepeated, repeatedKeys } from './repeated-key.js';
import { repeatedKeyMistake, severalDocuments } from './yaml-mistake.js';
import { tooMany } from './size-bounds.js';
import { isKept } from './yaml-numbers.js';

export class ComposedYaml implements ParsedText {
  private constructor(
    private readonly text: string,
    private readonly lines: Lines,
    private readonly document: Document,
    readonly value: unknown,
  ) {}

  /** What can be read in spite of mistakes, and the mistakes. */
  static read(text: string, lines: Lines): { parsed?: ComposedYaml; problems: TextProblem[] } {
    try {
      const document = composed(text);
      const [first] = [...document.errors, ...document.warnings];
      if (first?.code === 'MULTIPLE_DOCS') return { problems: [severalDocuments(lines.at(first.pos[0]))] };
      if (first !== undefined) return repaired(text, lines, errorOf(first));
      const repeated = repeatedKeys(document);
      removeRepeated(repeated);
      const problems = repeated.map(({ key, first: before }) =>
        repeatedKeyMistake(lines.at(key.range[0]), String(key.value), lines.at(before.range[0])),
      );
      const bounds = boundsProblem(text, document);
      if (bounds !== undefined) return { problems: [bounds] };
      // The library limits the number of aliases; the size of their values is checked elsewhere.
      const value = document.toJS({ maxAliasCount: -1 }) as unknown;
      return { parsed: new ComposedYaml(text, lines, document, value), problems };
    } catch (error) {
      const problem = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
      return { problems: [{ line: 1, problem, remedy: 'write it with fewer levels' }] };
    }
  }

  line(path: readonly PropertyKey[]): number {
    return lineIn(this.document, this.lines, path);
  }

  inexactNumbers(): { text: string; line: number }[] {
    const found: { text: string; line: number }[] = [];
    visit(this.document, {
      Scalar: (_key, { value, source = '', range }) => {
        if (typeof value === 'number' && !isKept(source, value))
          found.push({ text: source, line: this.lines.at(range?.[0] ?? 0) });
      },
    });
    return found;
  }

  /** YAML allows lists and objects as keys, JSON only texts. */
  notes(): LineNote[] {
    if (!/(?:^|[\s,{[])\?\s|[\]}]\s*:/m.test(this.text)) return [];
    const found: LineNote[] = [];
    visit(this.document, {
      Pair: (_, { key }) => {
        if (!isCollection(key)) return;
        const line = this.lines.at(key.range?.[0] ?? 0);
        const kind = isMap(key) ? 'an object' : 'a list';
        found.push({ line, text: `the key ${key.toString()} is ${kind}, and is read as a text: write a text` });
      },
    });
    return found;
  }
}

const composed = (text: string): Document.Parsed =>
  parseDocument(text, {
    // `repeatedKey` finds repeated keys.
    uniqueKeys: false,
    strict: true,
    merge: true,
    logLevel: 'error',
    prettyErrors: false,
  });

/** The line of a path in a text that is valid YAML. */
export const lineOfPath = (text: string, lines: Lines, path: readonly PropertyKey[]): number =>
  lineIn(composed(text), lines, path);

function lineIn({ contents }: Document, lines: Lines, path: readonly PropertyKey[]): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(step));
      if (pair === undefined) break;
      offset = (pair.key as Node | null)?.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return lines.at(offset);
}

/** @throws RangeError for too many levels */
function errorOf({ message, pos }: { message: string; pos: [number, number] }): FoundError {
  if (message.includes('call stack')) throw new RangeError(message);
  return { offset: pos[0], said: message };
}

/** The first mistake of a text; undefined: there is none, or only repeated keys. @throws RangeError */
export function firstError(text: string): FoundError | undefined {
  const document = composed(text);
  const [first] = [...document.errors, ...document.warnings];
  return first && errorOf(first);
}

/** Reads the text as it may be meant. */
function repaired(text: string, lines: Lines, first: FoundError): { parsed?: ComposedYaml; problems: TextProblem[] } {
  const { problems, text: meant } = repairYaml(text, first, firstError);
  if (meant === undefined) return { problems };
  const rest = ComposedYaml.read(meant, lines.of(meant));
  return { ...rest, problems: [...problems, ...rest.problems] };
}

function boundsProblem(text: string, document: Document): TextProblem | undefined {
  const targets = aliasTargets(document);
  if (text.includes('<<')) {
    const { merged, written } = mergedSize(document, targets);
    const problem = tooMany(merged, written);
    if (problem !== undefined) return { line: 1, problem, remedy: 'write it out, or split it' };
  }
  resolveAtOnce(targets);
  return undefined;
}
