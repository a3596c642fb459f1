/** Checks a behavior by its contract and for consistency. */
import { memberAt, startsWith } from '../grammar/valid-parts.js';
import type { Contract } from '../engine/model/contract.js';
import type { LoadNote } from './document-file.js';
import type { Mistake } from './mistakes.js';
import type { VendorData, VendorFiles } from './read-vendor.js';
import type { Checking } from './behavior/checking.js';
import { mistakeIn, statementOf } from './behavior/stated-behaviors.js';
import { checkDialect, checkUnusedRefusals } from './behavior/check-dialect.js';
import { checkEvidence } from './behavior/check-evidence.js';
import { checkOperations } from './behavior/check-operations.js';
import { checkResources } from './behavior/check-resources.js';
import { checkSourceNumbers } from './behavior/check-source-numbers.js';
import { readSources } from './numbered-statements.js';

export function checkBehavior(
  files: VendorFiles,
  { behavior }: VendorData,
  contract: Contract,
  quirks: ReadonlySet<string>,
): Mistake[] {
  const { statements, uncertain } = files;
  const [first] = statements;
  const mistakes: Mistake[] = [];
  if (first === undefined) return mistakes;
  const notes: LoadNote[] = [];
  const isUncertain = (path: PropertyKey[]): boolean => uncertain.some((other) => startsWith(path, other));
  /** What is said about a rule as a whole may come from one of its keys. */
  const isConsequence = (path: PropertyKey[]): boolean =>
    isUncertain(path) ||
    (path.length === RULE &&
      uncertain.some((other) => other.length === RULE + 1 && other[RULE] !== 'evidence' && startsWith(other, path)));
  const checking: Checking = {
    behavior,
    contract,
    quirks,
    isUncertain,
    unnamed: unnamedIn(files, contract),
    reportMissing: (path, problem, remedy) => {
      if (!isConsequence(path)) mistakes.push(mistakeIn(statementOf(statements, path) ?? first, path, problem, remedy));
    },
    report: (path, problem, remedy) => {
      const statement = isConsequence(path) ? undefined : statementOf(statements, path);
      if (statement) mistakes.push(mistakeIn(statement, path, problem, remedy));
    },
    note: (path, text) => {
      const statement = statementOf(statements, path);
      if (statement === undefined) return;
      const { file, line } = mistakeIn(statement, path, text, '');
      notes.push({ file, line, text });
    },
  };
  checkRequests(checking);
  checkOperations(checking);
  checkResources(checking);
  checkDialect(checking);
  checkEvidence(checking);
  // A rule that is missing or has a mistake may answer with it.
  if (files.mistakes.length === 0 && mistakes.length === 0) checkUnusedRefusals(checking);
  checkSourceNumbers(ofOwnRules(checking, statements), numbersOf(files));
  addNotes(files, notes);
  return mistakes;
}

/** Operations of a contract whose ids are missing or used twice. */
function unnamedIn({ strict }: VendorFiles, { operations }: Contract): Set<string> {
  if (strict === undefined) return new Set();
  const ids = operations.map(({ path, method }) =>
    ['paths', path, method.toLowerCase(), 'operationId'].reduce<unknown>(memberAt, strict.value),
  );
  const uses = new Map<unknown, number>();
  for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  return new Set(operations.flatMap(({ id }, at) => (ids[at] !== id || uses.get(id) !== 1 ? [id] : [])));
}

/** The length of the path of a rule, such as `operations.getGadget`. */
const RULE = 2;

/** Without notes about rules of the base of an edition, which the base has as well. */
const ofOwnRules = (checking: Checking, statements: VendorFiles['statements']): Checking => ({
  ...checking,
  note: (path, text) => {
    if (statementOf(statements, path)?.isOfBase === false) checking.note(path, text);
  },
});

const numbersOf = ({ directory, files }: VendorFiles): string[] =>
  directory === undefined ? [] : readSources(directory, files).map(({ id }) => id);

function addNotes(files: VendorFiles, notes: readonly LoadNote[]): void {
  if (notes.length === 0) return;
  const { notes: known } = files;
  files.notes = () => [...known(), ...notes];
}

/** Checks that `unknownBodyFields` matches `additionalProperties` in the contract. */
function checkRequests({ behavior, contract, report }: Checking): void {
  const { unknownBodyFields, slashesInParameters } = behavior.requests;
  for (const operation of contract.operations) {
    const closed = contract.tools.closedBody(operation);
    const rule = behavior.operations[operation.id];
    const own = rule && 'unknownBodyFields' in rule ? rule.unknownBodyFields : undefined;
    const treat = own ?? unknownBodyFields.treat;
    if (closed === undefined || treat === 'asDeclared' || closed === (treat === 'refuse')) continue;
    report(
      own === undefined ? ['requests', 'unknownBodyFields'] : ['operations', operation.id, 'unknownBodyFields'],
      `the body of ${operation.id} is ${closed ? 'closed' : 'open'}, while unknown body fields are to be ${treat}d`,
      closed ? 'remove `additionalProperties: false` from it' : 'add `additionalProperties: false` to it',
    );
  }
  for (const name of slashesInParameters?.parameters ?? []) {
    if (contract.operations.some((operation) => operation.parameters.includes(name))) continue;
    report(
      ['requests', 'slashesInParameters'],
      `no path has a parameter ${name}`,
      'name a path parameter of the contract',
    );
  }
}
