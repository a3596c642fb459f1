/** Reads a text as JSON or YAML, by the fastest reader that can. */
import { ComposedYaml } from './composed-yaml.js';
import { JsonText, type NotJson } from './json-text.js';
import { Lines } from './lines.js';
import type { LineNote, ParsedText, TextProblem } from './parsed-text.js';
import { QuickYaml } from './quick-yaml.js';
import { outOfBounds } from './size-bounds.js';

export interface TextRead {
  /** undefined: it cannot be read. */
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
  const found = json instanceof JsonText ? json : readYaml(text, json);
  // It can still be a flow mapping of YAML.
  const notes = json === undefined || json instanceof JsonText ? [] : [asYaml(json)];
  if (!('value' in found)) return { parsed: undefined, problems: [found], notes };
  const problem = outOfBounds(found.value);
  return problem === undefined
    ? { parsed: found, problems: [], notes }
    : { parsed: undefined, problems: [{ line: 1, problem, remedy: 'write it out, or split it' }], notes };
}

const looksLikeJson = (text: string, file: string): boolean =>
  /^\s*[{[]/.test(text) || (/\.json$/i.test(file) && /^\s*\/[/*]/.test(text));

function readYaml(text: string, notJson: NotJson | undefined): ParsedText | TextProblem {
  const lines = new Lines(text);
  const found = QuickYaml.read(text, lines) ?? ComposedYaml.read(text, lines);
  if ('value' in found || notJson === undefined || !found.problem.startsWith('not valid YAML')) return found;
  return { line: notJson.line ?? found.line, problem: `not valid JSON: ${notJson.problem}`, remedy: 'correct it' };
}

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
