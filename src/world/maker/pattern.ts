/** Makes up a text that matches a pattern, from the parts of the pattern. Lookarounds are only checked at the end. */
import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { compile } from './fits-schema.js';

/** 0 ≤ n < 1 */
type Random = () => number;

/** Candidate characters, readable ones (letters and digits) first. */
const POOL = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' +
    '-_. :/@+,;=!?#$%&*()[]{}<>|~^\'"`\\\t\n\r' +
    'éüßñÀΩπжЯ中あ한١\u00a0\u2028😀',
);
const READABLE = 62;

const MAX_TRIES = 40;
/** Maximum length of a text, for any quantifier. */
const MAX_LENGTH = 20_000;

/** undefined: no text was found. */
export function fromPattern(pattern: string, min: number, max: number, random: Random): string | undefined {
  const expression = compile(pattern);
  if (expression === undefined) return undefined;
  let parsed: AST.Pattern;
  try {
    parsed = new RegExpParser().parsePattern(expression.source, undefined, undefined, {
      unicode: expression.unicode,
      unicodeSets: false,
    });
  } catch {
    return undefined;
  }
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const made = padded(
      new Writer(random, attempt === 0 ? 0 : growth(attempt, min)).alternatives(parsed),
      min,
      expression,
    );
    const length = Array.from(made).length;
    if (length >= min && length <= max && expression.test(made)) return made;
  }
  return undefined;
}

/** Additional repetitions of a quantifier: few at first, then as many as the minimum length needs. */
const growth = (attempt: number, min: number): number => (attempt % 2 === 0 ? Math.floor(attempt / 2) : min);

/** Pads a text around a match that is not anchored. */
function padded(made: string, min: number, expression: RegExp): string {
  const longer = made.padEnd(min, 'x');
  return expression.test(longer) ? longer : made.padStart(min, 'x');
}

class Writer {
  readonly #groups = new Map<AST.CapturingGroup, string>();
  #length = 0;

  constructor(
    private readonly random: Random,
    private readonly extra: number,
  ) {}

  alternatives({ alternatives }: { alternatives: AST.Alternative[] }): string {
    const chosen = alternatives[Math.floor(this.random() * alternatives.length)] ?? alternatives[0];
    return chosen?.elements.map((element) => this.element(element)).join('') ?? '';
  }

  element(element: AST.Element): string {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterClass':
      case 'CharacterSet':
        return this.character(element);
      case 'Group':
        return this.alternatives(element);
      case 'CapturingGroup': {
        const text = this.alternatives(element);
        this.#groups.set(element, text);
        return text;
      }
      case 'Quantifier':
        return this.repeated(element);
      case 'Backreference': {
        const group = [element.resolved].flat()[0];
        return (group && this.#groups.get(group)) ?? '';
      }
      // Assertions match no characters.
      case 'Assertion':
        return '';
      default:
        return '';
    }
  }

  repeated({ min, max, element }: AST.Quantifier): string {
    const times = Math.min(max, min + this.extra);
    let text = '';
    for (let i = 0; i < times && this.#length < MAX_LENGTH; i++) {
      const part = this.element(element);
      this.#length += part.length;
      text += part;
    }
    return text;
  }

  character(set: AST.CharacterClass | AST.CharacterSet): string {
    const allowed = charactersOf(set);
    const readable = allowed.filter((character) => POOL.indexOf(character) < READABLE);
    const choices = readable.length > 0 ? readable : allowed;
    return choices[Math.floor(this.random() * choices.length)] ?? '';
  }
}

const known = new Map<string, readonly string[]>();

function charactersOf(set: AST.CharacterClass | AST.CharacterSet): readonly string[] {
  let allowed = known.get(set.raw);
  if (allowed === undefined) {
    const expression = compile(`^(?:${set.raw})$`);
    allowed = POOL.filter((character) => expression?.test(character));
    if (allowed.length === 0) allowed = namedIn(set);
    known.set(set.raw, allowed);
  }
  return allowed;
}

/** The characters that the class names explicitly. */
function namedIn(set: AST.CharacterClass | AST.CharacterSet): string[] {
  if (set.type !== 'CharacterClass') return [];
  return set.elements.flatMap((element) => {
    if (element.type === 'Character') return [String.fromCodePoint(element.value)];
    return element.type === 'CharacterClassRange' ? [String.fromCodePoint(element.min.value)] : [];
  });
}
