/** SOURCES.md agrees with what it refers to: statements, rules, places of the contract, tests. */
import { basename } from 'node:path';
import { statedRules, type EvidenceLevel } from '../../src/grammar/evidence.js';
import { referencesIn } from '../../src/grammar/evidence.js';
import { directoriesOf } from '../../src/loading/vendor-places.js';
import { parseSources, readSources, statementsIn } from '../../src/loading/numbered-statements.js';
import { directories, vendorIn } from '../support/lab.js';
import { constraintRows, missingFrom, unstatedIn } from '../support/constraints.js';
import {
  casesOfPage,
  covers,
  isEdition,
  isInContract,
  kindsOf,
  rulesByStatement,
  sourcesText,
  testsByStatement,
} from '../support/sources.js';

const OPENAPI = 'openapi:';

/** Which levels a statement can be the evidence of. */
function fitting(number: string, kinds: readonly string[]): Partial<Record<EvidenceLevel, boolean>> {
  const [isPage, isFact] = [number.startsWith('S'), number.startsWith('F')];
  const isDocumented = isPage || (isFact && kinds.includes('docs'));
  return { documented: isDocumented, client: isDocumented || (isFact && kinds.includes('client')), assumed: true };
}

/** Whether a text has a value. A text that says what a boolean tells says when it is false as well. */
function isStated(value: unknown, text: string): boolean {
  const words = value === '' ? 'empty' : value === false ? '(false|tells whether)' : String(value);
  return new RegExp(`\\b${words}\\b`, 'i').test(text);
}

describe.each(directories.map((directory) => [basename(directory), directory]))(
  'SOURCES.md of %s',
  (name, directory) => {
    const vendor = vendorIn(directory);
    /** An edition has the statements of its base, and its own begin at 101. */
    const first = isEdition(directory) ? 101 : 1;
    const statements = statementsIn(directory);
    const ids = readSources(directory).map((statement) => statement.id);
    const kinds = kindsOf(directoriesOf(directory).map(sourcesText).join('\n'));
    const rules = rulesByStatement(vendor);
    const tests = testsByStatement(name);

    it('tells which page was read when, in which edition', () => {
      const text = sourcesText(directory);
      const pages = /## Pages read\n\n(\|[^]*?)\n\n/.exec(text)?.[1]?.split('\n').slice(2) ?? [];
      expect(pages.length).toBeGreaterThan(0);
      for (const page of pages)
        expect(page).toMatch(/^\| .+ \| .+ \| \d{4}-\d\d-\d\d(, again \d{4}-\d\d-\d\d)? \| .+ \|$/);
    });

    it('numbers each statement once, without a gap', () => {
      expect(statements.filter((statement) => statement.text === '')).toEqual([]);
      const own = statements.map(({ id }) => id);
      for (const letter of new Set(own.map((id) => id.charAt(0)))) {
        const numbers = own.filter((id) => id.startsWith(letter)).map((id) => Number(id.slice(1)));
        expect(numbers).toEqual(numbers.map((_, at) => first + at));
      }
    });

    it('has every statement that the behavior or a test refers to', () => {
      expect([...rules.keys(), ...tests.keys()].filter((rule) => !ids.includes(rule))).toEqual([]);
    });

    it('tells of each fact where it was read', () => {
      const facts = ids.filter((id) => id.startsWith('F'));
      expect(facts.filter((id) => !kinds.has(id))).toEqual([]);
    });

    it('calls documented what the vendor’s pages say, and client what its published client does', () => {
      const bases = statedRules(vendor.behavior).flatMap(({ id, parts, ...whole }) =>
        (parts ?? [{ part: '', ...whole }]).map((basis) => ({ ...basis, rule: `${id} ${basis.part}` })),
      );
      const wrong = bases.flatMap(({ rule, level, reference }) =>
        referencesIn(reference).flatMap((number) => {
          const own = kinds.get(number) ?? [];
          return fitting(number, own)[level] ? [] : [`${rule}: ${level} ${number} (${own.join(', ')})`];
        }),
      );
      expect(wrong).toEqual([]);
    });

    it('leads from each statement to the rules whose evidence it is, and to places of the contract that are there', () => {
      const wrong = statements.flatMap(({ id, carriedBy }) => {
        const own = rules.get(id) ?? [];
        const targets = carriedBy.filter((item) => !item.startsWith(OPENAPI));
        const places = carriedBy.filter((item) => item.startsWith(OPENAPI)).map((item) => item.slice(OPENAPI.length));
        return [
          ...own
            .filter((rule) => !targets.some((target) => covers(target, rule)))
            .map((rule) => `${id} → ${rule} is missing`),
          ...targets
            .filter((target) => !own.some((rule) => covers(target, rule)))
            .map((target) => `${id} → ${target} does not refer to it`),
          ...places
            .filter((place) => !isInContract(vendor, place))
            .map((place) => `${id} → openapi:${place} is not there`),
        ];
      });
      expect(wrong).toEqual([]);
    });

    it('gives each constraint of the contract the statement, fact or assumption that it rests on', () => {
      const rows = constraintRows(sourcesText(directory));
      if (!isEdition(directory)) expect(rows.length).toBeGreaterThan(10);
      expect(missingFrom(directory, vendor.contract.document)).toEqual({ constraints: [], rows: [] });
      const unknown = rows.filter(({ evidence }) => {
        const named = referencesIn(evidence);
        return named.length === 0 || named.join(' ') !== evidence || named.some((id) => !ids.includes(id));
      });
      expect(unknown).toEqual([]);
    });

    it('states in each statement or fact what the constraint that rests on it says', () => {
      const texts = new Map(readSources(directory).map(({ id, text }) => [id, text]));
      const wrong = constraintRows(sourcesText(directory)).flatMap((row) => {
        const named = referencesIn(row.evidence);
        if (named.some((id) => /^[AC]/.test(id))) return [];
        const lacking = unstatedIn(row, named.map((id) => texts.get(id) ?? '').join(' '));
        return lacking.length === 0
          ? []
          : [`${row.place} ${row.constraint}: ${row.evidence} has no ${lacking.join(', ')}`];
      });
      expect(wrong).toEqual([]);
    });

    it('states in each statement or fact the status and the default of the rule that rests on it', () => {
      const texts = new Map(readSources(directory).map(({ id, text }) => [id, text]));
      const { dialect, resources } = vendor.behavior;
      const refusals = Object.entries(dialect.refusals).map(
        ([name, { evidence, status }]) => [name, evidence, 'status', status] as const,
      );
      const operations = [...vendor.rules.values()].map(
        ({ operation, rule }) =>
          [
            operation.id,
            rule.evidence,
            'status',
            rule.verb === 'decline' ? undefined : operation.successes[0],
          ] as const,
      );
      const fields = Object.values(resources).flatMap(({ fields: own = {} }) =>
        Object.entries(own).map(([path, rule]) => [path, rule.evidence, 'default', rule.default] as const),
      );
      const wrong = [...refusals, ...operations, ...fields].flatMap(([name, { parts, ...rest }, key, value]) => {
        const own = parts?.[key] ?? rest;
        if (value === undefined || own.assumed !== undefined || own.observed !== undefined) return [];
        const text = referencesIn(`${own.documented ?? ''} ${own.client ?? ''}`)
          .map((id) => texts.get(id) ?? '')
          .join(' ');
        return isStated(value, text) ? [] : [`${name}: ${key} ${JSON.stringify(value)}`];
      });
      expect(wrong).toEqual([]);
    });

    it('has each number with which a case of the page begins, and names what is assumed by its rules', () => {
      const assumed = new Map(
        statedRules(vendor.behavior).flatMap(({ id, level, reference, parts }) =>
          level === 'assumed' && parts === undefined ? [[id, referencesIn(reference)] as const] : [],
        ),
      );
      const wrong = casesOfPage(directory).flatMap(({ workflowId, summary, rules }) => {
        const [numbers = ''] = /^(?:[A-Z]\d+ )+/.exec(summary) ?? [];
        const named = referencesIn(numbers);
        const untold = rules.filter((rule) => assumed.get(rule)?.some((number) => named.includes(number)) === false);
        return [
          ...(named.length === 0 ? [`${workflowId} names no statement`] : []),
          ...named.filter((number) => !ids.includes(number)).map((number) => `${workflowId}: ${number} is not there`),
          ...untold.map((rule) => `${workflowId}: ${rule} is assumed ${assumed.get(rule)?.join(' ') ?? ''}`),
        ];
      });
      expect(wrong).toEqual([]);
    });

    it('names, in each case that reads the body of a refusal, a number that says what such bodies are like', () => {
      const silent = casesOfPage(directory).filter(
        ({ summary, readsRefusal }) =>
          readsRefusal && !referencesIn(summary).some((number) => rules.get(number)?.includes('envelope')),
      );
      expect(silent.map(({ workflowId }) => workflowId)).toEqual([]);
    });

    it('leaves no statement of the page without something that carries it and a test that begins with its number', () => {
      const page = statements.filter(({ id, text }) => id.startsWith('S') && !text.includes('(nothing to carry)'));
      if (!isEdition(directory)) expect(page.length).toBeGreaterThan(10);
      expect(page.filter((item) => item.carriedBy.length === 0).map((item) => item.id)).toEqual([]);
      expect(page.filter((item) => !tests.has(item.id)).map((item) => item.id)).toEqual([]);
    });
  },
);

it.each(['\n', '\r\n'])(
  'a statement is a list item or a row of a table, with what carries it behind an arrow: %j',
  (end) => {
    expect(
      parseSources(
        '# X\n\n- **S1** `a` → b is kept. → `x.y`, `openapi:Z.a`\n- **A2 Null:** refused\n| F3 | a fact → `x` | page | docs |\n- S4 is none\n'.replaceAll(
          '\n',
          end,
        ),
      ),
    ).toEqual([
      { id: 'S1', text: '`a` → b is kept.', carriedBy: ['x.y', 'openapi:Z.a'], line: 3 },
      { id: 'A2', text: 'Null: refused', carriedBy: [], line: 4 },
      { id: 'F3', text: 'a fact', carriedBy: ['x'], line: 5 },
    ]);
  },
);
