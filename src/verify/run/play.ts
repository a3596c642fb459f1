/** Runs one workflow against the target: calls, checks of the replies, created records. */
import type { Json } from '../../grammar/json.js';
import type { Operation } from '../../engine/model/contract.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Criterion, Parameter, Step, Workflow } from '../../grammar/arazzo.js';
import { compileCriterion } from '../arazzo/criterion.js';
import { expression, payload, pointerOf, text, type Exchanged, type Scope } from '../arazzo/expression.js';
import { resolved } from '../arazzo/parameters.js';
import { createdBy, removalOf, type Created } from './cleanup.js';
import { sendWithRetries } from './retry.js';
import { address, CannotRun, encode, type Outgoing, type Target } from './send.js';

export interface Failure {
  step: string;
  /** Method and path. */
  call: string;
  expected: string;
  actual: string;
}

export interface Played {
  failures: Failure[];
  calls: number;
  /** The replies, by step. */
  exchanged: Map<string, Exchanged>;
}

export interface Stage {
  vendor: Vendor;
  target: Target;
  inputs: Readonly<Record<string, string>>;
  components: Readonly<Record<string, Parameter>>;
  /** Created records, in the order of creation. */
  created: Created[];
}

/** Maximum number of calls of a repeated step. */
const MAX_CONCURRENT = 20;

/** Stops at the first step that fails. @throws CannotRun */
export async function play(stage: Stage, workflow: Workflow): Promise<Played> {
  const steps = new Map<string, Json>();
  const played: Played = { failures: [], calls: 0, exchanged: new Map() };
  const began = new Map<string, number>();
  for (const step of workflow.steps) {
    const scope: Scope = { inputs: stage.inputs, steps };
    const { times = 1, after } = step['x-stuntdouble-pace'] ?? {};
    const early = after ? (began.get(after.step) ?? 0) + after.seconds * 1000 - stage.target.elapsed() : 0;
    if (early > 0) await stage.target.sleep(early);
    began.set(step.stepId, stage.target.elapsed());
    let exchanged = await perform(stage, workflow, step, scope, played);
    for (let done = 1; done < times && played.failures.length === 0; done += MAX_CONCURRENT) {
      const batch = Array.from({ length: Math.min(MAX_CONCURRENT, times - done) });
      const all = await Promise.all(batch.map(() => perform(stage, workflow, step, scope, played)));
      exchanged = all.at(-1) ?? exchanged;
    }
    if (played.failures.length > 0) return played;
    const outputs = Object.entries(step.outputs ?? {}).map(
      ([name, source]) => [name, expression(source).evaluate({ ...scope, exchanged })] as const,
    );
    steps.set(step.stepId, Object.fromEntries(outputs));
    played.exchanged.set(step.stepId, exchanged);
  }
  return played;
}

async function perform(stage: Stage, workflow: Workflow, step: Step, scope: Scope, played: Played): Promise<Exchanged> {
  const [again] = step.onFailure ?? [];
  let retries = again?.retryLimit ?? 0;
  for (;;) {
    const call = prepare(stage, workflow, step, scope);
    const { exchanged, calls } = await sendWithRetries(
      stage.target,
      call.outgoing,
      (item) => step['x-stuntdouble-pace'] !== undefined || isExpected(step, { ...scope, exchanged: item }),
    );
    played.calls += calls;
    trackCreated(stage, call, exchanged);
    const failures = judge(stage.vendor, step, call, { ...scope, exchanged });
    if (failures.length === 0) return exchanged;
    if (again !== undefined && retries-- > 0) await stage.target.sleep(again.retryAfter * 1000);
    else {
      played.failures = failures;
      return exchanged;
    }
    if (stage.target.signal.aborted) throw new CannotRun(String(stage.target.signal.reason));
  }
}

interface Call {
  outgoing: Outgoing;
  /** Method and path, for the report. */
  shown: string;
  operation: Operation | undefined;
  params: Json;
}

/** The step as a request. */
function prepare({ vendor, target, inputs, components }: Stage, workflow: Workflow, step: Step, scope: Scope): Call {
  const given: Record<Parameter['in'], Json> = { path: {}, query: {}, header: {}, cookie: {} };
  for (const { in: place, name, value } of [
    ...resolved(workflow.parameters, components),
    ...resolved(step.parameters, components),
  ])
    given[place][place === 'header' ? name.toLowerCase() : name] = payload(value).fill(scope);
  const operation = step.operationId === undefined ? undefined : operationCalled(vendor, step.operationId);
  const foreign = step['x-operation'];
  const url =
    operation === undefined
      ? text(foreign?.url ?? '').fill(scope)
      : target.url + address(operation.path, given.path, given.query);
  const headers = Object.fromEntries(Object.entries(given.header).map(([name, value]) => [name, String(value)]));
  const cookies = Object.entries(given.cookie).map(([name, value]) => `${name}=${String(value)}`);
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
  const { requestBody } = step;
  const body = requestBody && payload(requestBody.payload).fill(scope);
  const type = requestBody?.contentType ?? operation?.mediaTypes?.[0] ?? 'application/json';
  const bytes = requestBody && encode(body, type, requestBody['x-stuntdouble-base64'] === true);
  if (requestBody) headers['content-type'] ??= type;
  const method = operation?.method ?? foreign?.method.toUpperCase() ?? 'GET';
  return {
    outgoing: { method, url, headers, body, bytes },
    shown: `${method} ${url.replace(inputs['target'] ?? target.url, '').slice(0, 200)}`,
    operation,
    params: given.path,
  };
}

function operationCalled(vendor: Vendor, id: string): Operation {
  const found = vendor.contract.operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`operation ${id} is not in the contract of ${vendor.name}`);
  return found;
}

/** The failures of a reply: criteria of the step, or the contract. */
function judge(vendor: Vendor, step: Step, { operation, shown }: Call, scope: Scope): Failure[] {
  const { statusCode, response } = scope.exchanged ?? { statusCode: 0, response: { body: undefined } };
  const failure = (expected: string, actual: string): Failure => ({ step: step.stepId, call: shown, expected, actual });
  const failed = (step.successCriteria ?? [SUCCESS]).filter((candidate) => !compileCriterion(candidate).holds(scope));
  // With another status, failures of the body add no information.
  const [first] = failed;
  if (first && isStatus(first)) return [failure(first.condition, `status ${statusCode} ${shorten(response.body)}`)];
  const broken =
    operation === undefined || isUndeclaredRefusal(vendor, operation, statusCode)
      ? []
      : vendor.contract.check(operation, statusCode, response.body ?? undefined);
  return [
    ...outOfOrder(step, scope).map((actual) => failure('the order of the list', actual)),
    ...failed.map((criterion) =>
      failure(shownCriterion(criterion), shorten(compileCriterion(criterion).context?.(scope) ?? response.body)),
    ),
    ...broken.map(({ field, problem }) =>
      failure(`a reply that conforms to the contract for ${statusCode}`, `${field || 'body'} ${problem}`),
    ),
  ];
}

/** A refusal that the step expects and the document does not declare: the behavior states it. */
const isUndeclaredRefusal = ({ contract }: Vendor, operation: Operation, status: number): boolean =>
  status >= 400 && !contract.declares(operation, status);

/** Elements of a list in the wrong order. */
function outOfOrder({ 'x-stuntdouble-order': order }: Step, scope: Scope): string[] {
  if (order === undefined) return [];
  const list = pointerOf(order.list)(scope.exchanged?.response.body);
  const found = (Array.isArray(list) ? (list as unknown[]) : []).map(pointerOf(order.by));
  const wanted = order.values.map((value) => expression(value).evaluate(scope));
  const shown = found.filter((candidate) => wanted.includes(candidate));
  return shown.length === wanted.length && shown.every((candidate, i) => candidate === wanted[i])
    ? []
    : [`${JSON.stringify(shown)} and not ${JSON.stringify(wanted)}`];
}

const SUCCESS: Criterion = { condition: '$statusCode >= 200 && $statusCode < 300' };
/** Whether the status is the expected one. */
const isExpected = (step: Step, scope: Scope): boolean =>
  (step.successCriteria ?? [SUCCESS]).filter(isStatus).every((candidate) => compileCriterion(candidate).holds(scope));
const isStatus = ({ condition }: Criterion): boolean => condition.startsWith('$statusCode');
const shownCriterion = ({ condition, context }: Criterion): string =>
  context === undefined ? condition : `${condition} in ${context}`;

const MAX_CHARACTERS = 300;

function shorten(value: unknown): string {
  const shown = value === undefined ? 'nothing' : JSON.stringify(value);
  return shown.length > MAX_CHARACTERS ? `${shown.slice(0, MAX_CHARACTERS)}…` : shown;
}

/** Updates the list of created records. */
function trackCreated(
  { vendor, created }: Stage,
  { operation, params }: Call,
  { statusCode, response }: Exchanged,
): void {
  if (operation === undefined || statusCode >= 300) return;
  const made = createdBy(vendor, operation, params, response.body);
  if (made && !created.some((candidate) => candidate.resource === made.resource && candidate.id === made.id))
    created.push(made);
  const last = operation.parameters.at(-1);
  const gone = created.findIndex(
    (candidate) =>
      removalOf(vendor, candidate)?.operation.id === operation.id &&
      String(candidate.id) === String(params[last ?? '']),
  );
  if (gone >= 0) created.splice(gone, 1);
}
