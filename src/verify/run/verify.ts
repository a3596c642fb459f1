/** The contract suite against a server: every case gets a verdict, and created records are removed. */
import type { Vendor } from '../../engine/model/vendor.js';
import type { Arazzo, Parameter, Workflow } from '../../grammar/arazzo.js';
import type { EvidenceLevel } from '../../grammar/evidence.js';
import { compileCriterion } from '../arazzo/criterion.js';
import { expression, payload, text, type Reference } from '../arazzo/expression.js';
import { optionOf, PREFIX } from '../inputs.js';
import { removalOf } from './cleanup.js';
import { sendWithRetries } from './retry.js';
import { resolved } from '../arazzo/parameters.js';
import { play, type Failure, type Stage } from './play.js';
import { address, CannotRun, sendRequest, type Target } from './send.js';

export interface Case {
  workflow: Workflow;
  components: Readonly<Record<string, Parameter>>;
  /** Written by hand from the vendor's pages, or generated from behavior and contract. */
  origin: 'pages' | 'rules';
}

export type Verdict = 'passed' | 'failed' | 'skipped' | 'could not run';

export interface CaseResult {
  case: string;
  title: string;
  origin: Case['origin'];
  /** The rules that it covers. */
  rules: readonly string[];
  /** The weakest evidence among its rules. */
  evidence?: EvidenceLevel;
  verdict: Verdict;
  /** Why it was skipped or could not run. */
  reason?: string;
  failures: readonly Failure[];
  calls: number;
  /** Milliseconds. */
  duration: number;
}

/** A created record that was not removed. */
export interface Left {
  resource: string;
  id: unknown;
  reason: string;
}

export interface Summary {
  passed: number;
  failed: number;
  skipped: number;
  couldNotRun: number;
  left: readonly Left[];
}

export interface VerifyOptions {
  vendor: Vendor;
  cases: readonly Case[];
  target: Target;
  /** Tokens and records. */
  inputs: Readonly<Record<string, string>>;
  /** Part of the names of created records. */
  run: string;
  readOnly?: boolean;
  evidenceOf?: (rules: readonly string[]) => EvidenceLevel | undefined;
  onResult?: (result: CaseResult) => void;
}

/** More bytes than any of these APIs accepts as JSON. */
const LARGE = 2 * 1024 * 1024;
/** After this many consecutive cases that could not run for one reason, the rest is skipped. */
const ENOUGH = 3;

export async function verify(options: VerifyOptions): Promise<Summary> {
  const { vendor, target, cases, run } = options;
  const inputs = { ...options.inputs, target: target.url, run: PREFIX + run, large: 'x'.repeat(LARGE) };
  const summary = { passed: 0, failed: 0, skipped: 0, couldNotRun: 0, left: [] as Left[] };
  let gaveUp = await trial(options);
  const reasons: string[] = [];
  for (const item of cases) {
    const stage: Stage = { vendor, target, inputs, components: item.components, created: [] };
    const began = target.elapsed();
    const result = { ...caseInfo(item, options), failures: [] as Failure[], calls: 0 };
    const reason = whySkipped(item, options, inputs);
    let outcome: Pick<CaseResult, 'verdict'> & Partial<CaseResult>;
    if (reason !== undefined) outcome = { verdict: 'skipped', reason };
    else if (gaveUp !== undefined) outcome = { verdict: 'could not run', reason: gaveUp };
    else outcome = await playOne(stage, item.workflow);
    summary.left.push(...(await removeAll(stage)));
    if (outcome.verdict === 'could not run') reasons.push(outcome.reason ?? '');
    else if (outcome.verdict !== 'skipped') reasons.length = 0;
    if (target.signal.aborted) gaveUp ??= String(target.signal.reason);
    else if (reasons.length >= ENOUGH && reasons.slice(-ENOUGH).every((one) => one === reasons.at(-1)))
      gaveUp ??= reasons.at(-1);
    const key = outcome.verdict === 'could not run' ? 'couldNotRun' : outcome.verdict;
    summary[key]++;
    options.onResult?.({ ...result, ...outcome, duration: Math.round(target.elapsed() - began) });
  }
  return summary;
}

function caseInfo(
  { workflow, origin }: Case,
  { evidenceOf }: VerifyOptions,
): Omit<CaseResult, 'verdict' | 'duration' | 'calls' | 'failures'> {
  const rules = workflow['x-stuntdouble-rules'];
  const evidence = evidenceOf?.(rules);
  return {
    case: workflow.workflowId,
    title: workflow.summary ?? workflow.workflowId,
    origin,
    rules,
    ...(evidence && { evidence }),
  };
}

async function playOne(stage: Stage, workflow: Workflow): Promise<Pick<CaseResult, 'verdict'> & Partial<CaseResult>> {
  try {
    const { failures, calls } = await play(stage, workflow);
    return { verdict: failures.length === 0 ? 'passed' : 'failed', failures, calls };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return { verdict: 'could not run', reason: error.message };
  }
}

/** One call before all others, to report an unusable target once. @returns why nothing can run */
async function trial({ vendor, target, cases, inputs }: VerifyOptions): Promise<string | undefined> {
  const operation = vendor.contract.operations.find(
    (candidate) =>
      candidate.method === 'GET' &&
      candidate.parameters.length === 0 &&
      vendor.rules.get(candidate.id)?.rule.verb !== 'decline',
  );
  const credential = cases.flatMap((item) => item.workflow.parameters ?? [])[0];
  if (operation === undefined || credential === undefined) return undefined;
  const components = cases[0]?.components ?? {};
  const headers = Object.fromEntries(
    resolved([credential], components).map(({ name, value }) => [
      name,
      String(payload(value).fill({ inputs, steps: new Map() })),
    ]),
  );
  try {
    const { statusCode } = await sendRequest(target, {
      method: operation.method,
      url: target.url + address(operation.path, {}, {}),
      headers,
      body: undefined,
      bytes: undefined,
    });
    if (statusCode === 401) return 'the target does not accept the token (401)';
    return statusCode === 403 ? 'the target refuses this token (403)' : undefined;
  } catch (error) {
    if (error instanceof CannotRun) return error.message;
    throw error;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a case only reads. */
export const isReadOnly = (vendor: Vendor, { steps }: Workflow): boolean =>
  steps.every(({ operationId, 'x-operation': other }) =>
    SAFE.has(
      vendor.contract.operations.find((operation) => operation.id === operationId)?.method ??
        other?.method.toUpperCase() ??
        '',
    ),
  );

function whySkipped(
  { workflow, components }: Case,
  { vendor, readOnly }: VerifyOptions,
  inputs: Readonly<Record<string, string>>,
): string | undefined {
  if (readOnly && !isReadOnly(vendor, workflow)) return 'the case writes, and the run is --read-only';
  const missing = inputsOf(workflow, components).filter((candidate) => inputs[candidate] === undefined);
  return missing.length === 0 ? undefined : `it needs ${missing.map((name) => optionOf(name) ?? name).join(' and ')}`;
}

/** The names of all inputs that a workflow uses. */
function inputsOf(workflow: Workflow, components: Case['components']): string[] {
  const refers: Reference[] = [
    ...resolved(workflow.parameters, components).flatMap((item) => payload(item.value).refers),
    ...workflow.steps.flatMap((step) => [
      ...resolved(step.parameters, components).flatMap((item) => payload(item.value).refers),
      ...(step.requestBody ? payload(step.requestBody.payload).refers : []),
      ...text(step['x-operation']?.url ?? '').refers,
      ...(step.successCriteria ?? []).flatMap((item) => compileCriterion(item).refers),
      ...Object.values(step.outputs ?? {}).map((output) => expression(output).refers),
    ]),
  ];
  return [
    ...new Set(
      refers.flatMap((reference) => (typeof reference === 'object' && 'input' in reference ? [reference.input] : [])),
    ),
  ];
}

/** In reverse order of creation. */
async function removeAll({ vendor, target, inputs, components, created }: Stage): Promise<Left[]> {
  const left: Left[] = [];
  for (const one of [...created].reverse()) {
    const removal = removalOf(vendor, one);
    if (removal === undefined) {
      left.push({ resource: one.resource, id: one.id, reason: 'the vendor has no operation that removes it' });
      continue;
    }
    const credential = components['credential'];
    const call = {
      method: removal.operation.method,
      url: target.url + address(removal.operation.path, removal.params, {}),
      headers: credential
        ? { [credential.name]: text(String(credential.value)).fill({ inputs, steps: new Map() }) }
        : {},
      body: undefined,
      bytes: undefined,
    };
    const reason = await sendWithRetries(unstoppable(target), call, () => target.signal.aborted).then(
      ({ exchanged: { statusCode } }) =>
        statusCode < 300 || statusCode === 404 ? undefined : `its removal got status ${statusCode}`,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (reason !== undefined) left.push({ resource: one.resource, id: one.id, reason });
  }
  return left;
}

/** Cleanup continues after the run is stopped; each call still has its time limit. */
const unstoppable = (target: Target): Target => ({ ...target, signal: new AbortController().signal });

/** The cases of a document. */
export const casesOf = ({ workflows, components }: Arazzo, origin: Case['origin']): Case[] =>
  workflows.map((workflow) => ({ workflow, components: components?.parameters ?? {}, origin }));
