/** Generates cases from behavior and contract, as an Arazzo document. */
import type { Json } from '../../grammar/json.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { withSeed } from '../../engine/model/with-seed.js';
import type { Arazzo, Workflow } from '../../grammar/arazzo.js';
import { PREFIX } from '../inputs.js';
import { operationFor } from '../run/cleanup.js';
import { play, type Stage } from '../run/play.js';
import type { RehearsalPair } from '../expect/rehearsed-step.js';
import { withCriteria } from '../expect/criteria.js';
import { coverableRules } from '../coverable-rules.js';
import type { Target } from '../run/send.js';
import { accessCases } from './cases/access.js';
import { addressCases } from './cases/addresses.js';
import { fieldCases } from './cases/fields.js';
import { limitCases } from './cases/rate-limits.js';
import { listCases } from './cases/lists.js';
import { recordCases } from './cases/records.js';
import { credentialParameter, CaseDraft } from './case-draft.js';
import type { Write } from './write-case.js';

/** A double of the vendor for rehearsals: in process, with its own advancing clock. */
export interface Rehearsal {
  target: Target;
  /** Tokens and records that cases may use. */
  inputs: Readonly<Record<string, string>>;
  /** Resets the double to the seed. */
  reset(): void;
  /** The records of the account that has written, otherwise of the account of the token. */
  records(token: string): Record<string, Json[]>;
}

/** Creates a double of a vendor. `nth` determines its seed, clock and credentials. */
export type Rehearse = (vendor: Vendor, nth: number) => Rehearsal;

/** No suite can be made: the replies of a double of the vendor to a generated case are not usable as expectations. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';
}

/** Existing records in the second rehearsal: more than a page. */
const MANY_RECORDS = 60;

export async function generate(vendor: Vendor, rehearse: Rehearse): Promise<Arazzo> {
  const testCases = caseDraftsOf(vendor);
  const unseeded = withSeed(vendor, { ...vendor.seed, records: {} });
  const crowded = withSeed(vendor, {
    ...vendor.seed,
    records: await seedWithManyRecords(vendor, rehearse(vendor, 3)),
  });
  const own = [rehearse(vendor, 1), rehearse(vendor, 2)] as const;
  const bare = [rehearse(unseeded, 1), rehearse(crowded, 2)] as const;
  const workflows: Workflow[] = [];
  const known = coverableRules(vendor);
  for (const testCase of testCases) {
    // A case with a record input uses a record of the seed.
    const stages = testCase.steps.some((step) => JSON.stringify(step.step).includes('$inputs.record_')) ? own : bare;
    workflows.push(await rehearsed(testCase, stages, known));
  }
  workflows.push(...limitCases(vendor));
  return {
    arazzo: '1.0.1',
    info: { title: `${vendor.contract.title}: cases from contract and behavior`, version: '1.0.0' },
    sourceDescriptions: [{ name: vendor.name.replace(/[^A-Za-z0-9_-]/g, '_'), url: './openapi.yaml', type: 'openapi' }],
    workflows,
    components: { parameters: { credential: credentialParameter(vendor, 'token') } },
  };
}

function caseDraftsOf(vendor: Vendor): CaseDraft[] {
  const testCases: CaseDraft[] = [];
  const write: Write = Object.assign(
    (id: string, title: string, compose: (testCase: CaseDraft) => void): void => {
      const testCase = new CaseDraft(vendor, id.replace(/[^A-Za-z0-9_-]+/g, '-'), title, testCases.length + 1);
      compose(testCase);
      if (testCase.steps.length > 0) testCases.push(testCase);
    },
    { vendor },
  );
  for (const rule of vendor.rules.values()) {
    if (rule.rule.verb === 'decline') continue;
    accessCases(write, rule);
    if (rule.operation.mediaTypes?.includes('application/json')) fieldCases(write, rule);
    recordCases(write, rule);
    listCases(write, rule);
  }
  addressCases(write);
  return testCases;
}

async function rehearsed(
  testCase: CaseDraft,
  stages: readonly [Rehearsal, Rehearsal],
  known: ReadonlyMap<string, unknown>,
): Promise<Workflow> {
  const workflow: Workflow = {
    workflowId: testCase.id,
    summary: testCase.title,
    steps: testCase.steps.map((step) => step.step),
    'x-stuntdouble-rules': [...testCase.rules],
  };
  const [first, second] = await Promise.all(stages.map((stage, nth) => perform(testCase.vendor, stage, workflow, nth)));
  const pairs: RehearsalPair[] = testCase.steps.map((draft) => {
    const { stepId } = draft.step;
    const [one, other] = [first?.get(stepId), second?.get(stepId)];
    if (one === undefined || other === undefined) throw new Error(`${testCase.id}: step ${stepId} was not run`);
    return { draft, first: one, second: other };
  });
  const refusals = pairs.flatMap((pair) => refusalRules(testCase.vendor, pair));
  const rules = [...new Set([...testCase.rules, ...refusals])].filter((rule) => known.has(rule));
  try {
    return { ...workflow, steps: withCriteria(testCase.vendor, pairs), 'x-stuntdouble-rules': rules };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new RehearsalError(`${testCase.vendor.name} ${testCase.id}: ${problem}`, { cause: error });
  }
}

/** The rules behind a refusal, as the double reports them: the reason and the message. */
function refusalRules({ behavior }: Vendor, { draft, first }: RehearsalPair): string[] {
  const [, stated = ''] = /^[^.]+\.(\S+?);/.exec(first.response.headers['x-stuntdouble-rule'] ?? '') ?? [];
  const [, reason] = /^refusals\.(.+)$/.exec(stated) ?? [];
  if (draft.checked === 'success' || reason === undefined) return [];
  const rule = behavior.operations[draft.step.operationId ?? ''];
  const words: Record<string, string | undefined> = rule && 'words' in rule ? (rule.words ?? {}) : {};
  return [stated, ...(words[reason] === undefined ? [] : [`refusals.${words[reason]}`])];
}

const ANYTHING = [{ condition: '$statusCode > 0' }];
const LARGE = 'x'.repeat(2 * 1024 * 1024);

async function perform(
  vendor: Vendor,
  rehearsal: Rehearsal,
  workflow: Workflow,
  nth: number,
): ReturnType<typeof played> {
  rehearsal.reset();
  const { target, inputs } = rehearsal;
  return played(
    {
      vendor,
      target,
      inputs: { ...inputs, target: target.url, run: `${PREFIX}rehearsal-${'ab'[nth] ?? nth}`, large: LARGE },
      components: { credential: credentialParameter(vendor, 'token') },
      created: [],
    },
    { ...workflow, steps: workflow.steps.map((step) => ({ ...step, successCriteria: ANYTHING })) },
  );
}

async function played(stage: Stage, workflow: Workflow): Promise<Awaited<ReturnType<typeof play>>['exchanged']> {
  const { failures, exchanged } = await play(stage, workflow);
  const [failure] = failures;
  if (failure)
    throw new RehearsalError(
      `the rehearsal of ${workflow.workflowId} failed at step ${failure.step} (${failure.call}): ${failure.actual}`,
    );
  return exchanged;
}

/** The seed, and many more records of each resource without a parent. */
async function seedWithManyRecords(vendor: Vendor, rehearsal: Rehearsal): Promise<Record<string, Json[]>> {
  for (const { name, rule } of vendor.resources.values()) {
    const making = operationFor(vendor, 'create', name) ?? operationFor(vendor, 'upsert', name);
    if (making === undefined || rule.parent || rule.sameRecordsAs) continue;
    const testCase = new CaseDraft(vendor, `crowd-of-${name}`, '', 0);
    for (let n = 0; n < MANY_RECORDS; n++) testCase.make(name, undefined, 'least');
    await played(
      {
        vendor,
        target: rehearsal.target,
        inputs: { ...rehearsal.inputs, target: rehearsal.target.url, run: 'zz-crowd' },
        components: { credential: credentialParameter(vendor, 'token') },
        created: [],
      },
      { workflowId: testCase.id, steps: testCase.steps.map((step) => step.step), 'x-stuntdouble-rules': ['none'] },
    );
  }
  return rehearsal.records(rehearsal.inputs['token'] ?? '');
}
