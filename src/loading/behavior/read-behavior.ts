/** Reads the behavior of a vendor: a whole one, or differences from the inferred one or from that of a base. */
import { behavior as grammar, type Behavior } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import { infer, withMissingWords } from '../../infer/infer.js';
import { parseByGrammar } from '../parse-by-grammar.js';
import type { LoadNote } from '../document-file.js';
import { extend, type Deviation } from '../extend.js';
import type { Mistake } from '../mistakes.js';
import { byOperationId, isInferredInPart, mistakeIn, statementOf, type StatedBehavior } from './stated-behaviors.js';

export interface BehaviorRead {
  /** Without the parts that have mistakes; undefined: nothing can be kept. */
  behavior: Behavior | undefined;
  mistakes: Mistake[];
  /** Paths of values that are missing, removed or guessed. */
  uncertain: PropertyKey[][];
  /** With operations by operationId. */
  statements: StatedBehavior[];
  /** Entries without effect. Finding their lines is slow in large files. */
  idle: (() => LoadNote)[];
}

/** @param document normalized @param hasBase whether it is the behavior of an edition */
export function readBehavior(statements: readonly StatedBehavior[], document: Json, hasBase: boolean): BehaviorRead {
  const addresses = addressesOf(document);
  const named = statements.map((statement) => byOperationId(statement, addresses));
  const reading: Reading = {
    document,
    hasBase,
    operations: new Set(addresses.values()),
    mistakes: [],
    uncertain: named.flatMap(({ guessed }) => guessed),
    idle: [],
  };
  const value = mergedValue(reading, named);
  const behavior = value === undefined ? undefined : conformingBehavior(reading, named, value);
  const { mistakes, uncertain, idle } = reading;
  return { behavior, statements: named, mistakes, uncertain, idle };
}

interface Reading {
  document: Json;
  hasBase: boolean;
  operations: ReadonlySet<string>;
  mistakes: Mistake[];
  uncertain: PropertyKey[][];
  idle: BehaviorRead['idle'];
}

/** The behavior that the statements give together; undefined: one of them cannot be read. */
function mergedValue(reading: Reading, statements: readonly StatedBehavior[]): unknown {
  const [statement, base] = statements;
  if (statement === undefined) return infer(reading.document);
  if (statement.extends === undefined || !isObject(statement.value)) return statement.value;
  if (statement.extends === 'inferred') return extended(reading, statement, infer(reading.document), statement.value);
  if (statement.extends === 'base' && reading.hasBase) return ofEdition(reading, statement, statement.value, base);
  const remedy = `write \`extends: ${reading.hasBase ? 'base' : 'inferred'}\``;
  reading.mistakes.push(
    mistakeIn(statement, ['extends'], `cannot extend ${JSON.stringify(statement.extends)}`, remedy),
  );
  return undefined;
}

/** The behavior of the base, read for the document of the edition, with the differences of the edition. */
function ofEdition(
  reading: Reading,
  statement: StatedBehavior,
  delta: Json,
  base: StatedBehavior | undefined,
): unknown {
  if (base?.extends !== 'inferred' || !isObject(base.value)) {
    const whole = mergedValue(reading, base ? [base] : []);
    return isObject(whole) ? extended(reading, statement, whole, delta) : undefined;
  }
  const inferred = infer(reading.document);
  // Differences of the base from an inferred resource that the edition does not have can only be removed as a whole.
  const gone = namesOfNull(delta['resources']).filter((name) => !Object.hasOwn(inferred.resources, name));
  const from = extended(reading, base, inferred, without(base.value, gone));
  const stated = isObject(base.value['resources']) ? Object.keys(base.value['resources']) : [];
  return extended(
    reading,
    statement,
    from,
    without(
      delta,
      gone.filter((name) => stated.includes(name)),
    ),
  );
}

const namesOfNull = (map: unknown): string[] =>
  isObject(map) ? Object.keys(map).filter((name) => map[name] === null) : [];

/** Without these resources. */
const without = (behavior: Json, names: readonly string[]): Json =>
  names.length === 0 || !isObject(behavior['resources'])
    ? behavior
    : {
        ...behavior,
        resources: Object.fromEntries(Object.entries(behavior['resources']).filter(([name]) => !names.includes(name))),
      };

function extended(reading: Reading, statement: StatedBehavior, from: Json, delta: Json): Json {
  const { operations, idle } = reading;
  const isBase = statement.extends === 'base';
  const {
    behavior,
    mistakes,
    idle: equal,
  } = extend({ from: isBase ? 'base' : 'inferred', operations, isOfBase: statement.isOfBase }, from, delta);
  const mistake = ({ path, problem, remedy }: Deviation): Mistake => mistakeIn(statement, path, problem, remedy);
  reading.mistakes.push(...mistakes.map(mistake));
  // An entry of the base that equals the value inferred for the edition still has an effect in the base.
  for (const deviation of statement.isOfBase ? [] : equal)
    idle.push(() => {
      const { file, line, problem, remedy } = mistake(deviation);
      return { file, line, text: `${problem}: ${remedy}` };
    });
  return isBase ? withoutRemoved(behavior, delta, operations) : behavior;
}

/** Without the rules of operations that the document of an edition no longer has. */
function withoutRemoved({ showcase, notEnforced, ...behavior }: Json, delta: Json, known: ReadonlySet<string>): Json {
  const { operations } = behavior;
  const stated = isObject(delta['operations']) ? delta['operations'] : {};
  const isKept = (name: string): boolean => known.has(name) || Object.hasOwn(stated, name);
  return {
    ...((delta['showcase'] !== undefined || known.has(String(showcase))) && { showcase }),
    ...behavior,
    ...(notEnforced !== undefined && {
      notEnforced: delta['notEnforced'] === undefined ? stillThere(notEnforced, known) : notEnforced,
    }),
    ...(isObject(operations) && {
      operations: Object.fromEntries(Object.entries(operations).filter(([name]) => isKept(name))),
    }),
  };
}

/** What is not enforced, without the operations that are gone. */
const stillThere = (notEnforced: unknown, known: ReadonlySet<string>): unknown =>
  Array.isArray(notEnforced)
    ? notEnforced.flatMap((item: unknown) => {
        if (!isObject(item) || !Array.isArray(item['operations'])) return [item];
        const operations = item['operations'].filter((name) => known.has(String(name)));
        return operations.length === 0 ? [] : [{ ...item, operations }];
      })
    : notEnforced;

/** The behavior, without the parts that do not follow the grammar. */
function conformingBehavior(
  { document, mistakes, uncertain }: Reading,
  statements: readonly StatedBehavior[],
  value: unknown,
): Behavior | undefined {
  if (statements.length === 0) return value as Behavior;
  const parsed = parseByGrammar(grammar, value, (path, problem, remedy) => {
    const statement = statementOf(statements, path) ?? statements[0];
    if (statement === undefined) throw new Error(`the inferred behavior is wrong: ${problem}`);
    return mistakeIn(statement, path, problem, remedy);
  });
  mistakes.push(...parsed.mistakes);
  uncertain.push(...parsed.uncertain);
  if (parsed.data === undefined || !isInferredInPart(statements)) return parsed.data;
  return withMissingWords(document, parsed.data);
}

/** operationIds by method and path. */
function addressesOf({ paths }: Json): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {}))
    for (const [method, operation] of Object.entries(isObject(item) ? item : {}))
      if (isObject(operation) && typeof operation['operationId'] === 'string')
        found.set(`${method.toUpperCase()} ${path}`, operation['operationId']);
  return found;
}
