/** Reads a text as JSON or YAML, by the fastest reader that can. */
import { ComposedYaml } from './composed-yaml.js';
import { JsonText, type NotJson } from './json-text.js';
import { Lines } from './lines.js';
import type { LineNote, ParsedText, TextProblem } from './parsed-text.js';
import { mistakeNear } from './near-mistake.js';
import { QuickYaml, type QuickFailure } from './quick-yaml.js';
import { LARGE, outOfBounds } from './size-bounds.js';

export interface TextRead {
  /** In spite of problems, as the text may be meant; undefined: it cannot be read. */
  parsed: ParsedText | undefined;
  problems: TextProblem[];
  /** Notes on how it was read. */
  notes: LineNote[];
}

/** @param file its name: some extensions promise JSON */
export function readText(text: string, file: string): TextRead {
  const unreadable = unreadableAs(text);
  if (unreadable !== undefined) return { parsed: undefined, problems: [{ line: 1, ...unreadable }], notes: [] };
  const json = looksLikeJson(text, file) ? JsonText.read(text) : undefined;
  if (json instanceof JsonText) return bounded({ parsed: json, problems: [], notes: [] });
  const lines = new Lines(text);
  const quick = QuickYaml.read(text, lines);
  const { parsed, problems } =
    quick instanceof QuickYaml ? { parsed: quick, problems: [] } : readSlowly(text, lines, quick);
  // What looks like JSON can still be a flow mapping of YAML.
  const asJson = json === undefined ? [] : problems.filter(isSyntax).slice(0, 1);
  return bounded({
    parsed,
    problems: asJson.length === 0 || json === undefined ? problems : asJson.map(({ line }) => notJson(json, line)),
    notes: json === undefined ? [] : [asYaml(json)],
  });
}

function bounded(read: TextRead): TextRead {
  const problem = read.parsed && outOfBounds(read.parsed.value);
  if (problem === undefined) return read;
  return { ...read, parsed: undefined, problems: [{ line: 1, problem, remedy: 'write it out, or split it' }] };
}

/** The library `yaml` takes seconds for a large text: there, the other one finds the mistake. */
function readSlowly(
  text: string,
  lines: Lines,
  { problem, syntax }: QuickFailure,
): { parsed?: ParsedText; problems: TextProblem[] } {
  if (text.length > LARGE && problem !== undefined) return { problems: [problem] };
  const near = text.length > LARGE && syntax ? mistakeNear(text, syntax) : undefined;
  if (near) return { problems: [near] };
  return ComposedYaml.read(text, lines);
}

const isSyntax = ({ problem }: TextProblem): boolean => /^not valid YAML: (?!the key)/.test(problem);

const notJson = ({ line, problem }: NotJson, found: number): TextProblem => ({
  line: line ?? found,
  problem: `not valid JSON: ${problem}`,
  remedy: 'correct it',
});

const looksLikeJson = (text: string, file: string): boolean =>
  /^\s*[{[]/.test(text) || (/\.json$/i.test(file) && /^\s*\/[/*]/.test(text));

const asYaml = ({ line, problem }: NotJson): LineNote => ({
  line: line ?? 1,
  text: `this is not JSON (${problem}): the file is read as YAML`,
});

const NAME_ANOTHER = 'name a YAML or JSON file';

/** Detects texts that are obviously not YAML or JSON. */
function unreadableAs(text: string): Omit<TextProblem, 'line'> | undefined {
  if (text.trim() === '') return { problem: 'the file is empty', remedy: NAME_ANOTHER };
  const start = text.slice(0, 1000);
  const zeros = start.split('\0').length - 1;
  if (zeros > start.length / 3) return { problem: 'the file is UTF-16', remedy: 'save it as UTF-8' };
  if (zeros > 0) return { problem: 'the file is binary, not YAML or JSON', remedy: NAME_ANOTHER };
  return /^\s*<(?:!|\?|html|[a-z])/i.test(text)
    ? { problem: 'the file is HTML or XML, not YAML or JSON', remedy: NAME_ANOTHER }
    : undefined;
}
