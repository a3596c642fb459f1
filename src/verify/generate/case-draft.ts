/** A case under construction: its calls, the records that it needs, and the rules that it covers. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Operation } from '../../engine/model/contract.js';
import type { Resource, Rule, Vendor } from '../../engine/model/vendor.js';
import type { Step } from '../../grammar/arazzo.js';
import type { Checked, DraftStep } from '../expect/draft-step.js';
import { operationFor, placeOf, resourceOfRule, shownId } from '../run/cleanup.js';
import { unmetRequirement } from '../../engine/decide/requirements.js';
import { remove, valueAt, withValue } from './body.js';

export interface Sent {
  params?: Json;
  query?: Json;
  body?: unknown;
  headers?: Record<string, string>;
  type?: string;
  base64?: true;
  /** The input with the credential of the call; none: anonymous. */
  as?: string | undefined;
}

/** A record that the case created. */
export interface CreatedRecord {
  resource: string;
  /** The step that created it. */
  step: string;
  /** An expression. */
  id: string;
  /** Path parameters of its parents. */
  above: Json;
  /** The body that was sent. */
  body: Json;
}

export class CaseDraft {
  readonly steps: DraftStep[] = [];
  readonly rules = new Set<string>();
  #names = 0;
  readonly #starts = new Map<string, Json>();

  constructor(
    readonly vendor: Vendor,
    readonly id: string,
    readonly title: string,
    /** Number of the case, which makes its names unique. */
    readonly number: number,
  ) {}

  /** A unique name. */
  name(): string {
    return `{$inputs.run}-${this.number}-${++this.#names}`;
  }

  /** @returns the id of the step */
  call(operation: Operation, sent: Sent = {}, checked: Checked = 'reply', more: Partial<DraftStep> = {}): string {
    const parameters = [
      ...entries('path', sent.params ?? {}),
      ...entries('query', sent.query ?? {}),
      ...entries('header', sent.headers ?? {}),
      ...credential(this.vendor, 'as' in sent ? sent.as : 'token'),
    ];
    return this.#add(
      {
        stepId: this.#freeId(operation.id),
        operationId: operation.id,
        ...(parameters.length > 0 && { parameters }),
        ...bodyOf(sent),
      },
      checked,
      more,
    );
  }

  /** A call to a path without an operation. */
  raw(method: string, path: string, sent: Sent = {}): string {
    const parameters = [
      ...entries('header', sent.headers ?? {}),
      ...credential(this.vendor, 'as' in sent ? sent.as : 'token'),
    ];
    return this.#add(
      {
        stepId: this.#freeId(method.toLowerCase()),
        'x-operation': { method: method.toLowerCase(), url: `{$inputs.target}${path}` },
        ...(parameters.length > 0 && { parameters }),
        ...bodyOf(sent),
      },
      'reply',
      {},
    );
  }

  /** Creates a record and its parents. Undefined if no operation creates it. */
  make(
    resource: string,
    change: (body: Json) => Json = (body) => body,
    how: 'full' | 'least' = 'full',
    under?: Json,
  ): CreatedRecord | undefined {
    const rule = operationFor(this.vendor, 'create', resource) ?? operationFor(this.vendor, 'upsert', resource);
    if (rule === undefined) return undefined;
    const params = under ?? this.#parentParams(rule);
    if (params === undefined) return undefined;
    this.mark(resource);
    const body = change(this.body(rule, how));
    const step = this.call(rule.operation, { params, body }, 'success');
    return this.actor(rule, step, params, body);
  }

  /** Counts the existing records before the first record of a resource is created. */
  mark(resource: string): void {
    if (this.#starts.has(resource)) return;
    this.#starts.set(resource, {});
    const rule = operationFor(this.vendor, 'list', resource);
    const total = rule && placeOf(rule, '$total');
    if (rule?.rule.verb !== 'list' || rule.rule.page?.style !== 'offset' || total === undefined) return;
    const { limit, position } = rule.rule.page;
    if (limit === undefined) return;
    const step = this.call(rule.operation, { query: { [limit]: 1 } }, 'success');
    this.#output(step, 'total', `/${total.join('/')}`);
    this.#starts.set(resource, { [position]: `$steps.${step}.outputs.total` });
  }

  /** A query that skips the records that existed before this case. */
  since(resource: string): Json {
    return this.#starts.get(resource) ?? {};
  }

  #output(step: string, name: string, pointer: string): void {
    const draft = this.steps.find((draftStep) => draftStep.step.stepId === step);
    if (draft) draft.step.outputs = { ...draft.step.outputs, [name]: `$response.body#${pointer}` };
  }

  /** The record that a step created. */
  actor(rule: Rule, step: string, above: Json, body: Json): CreatedRecord {
    const resource = resourceOfRule(this.vendor, rule);
    const draft = this.steps.find((draftStep) => draftStep.step.stepId === step);
    const pointer = [...(placeOf(rule, '$item') ?? []), ...(resource ? shownId(resource).split('.') : [])].join('/');
    if (draft) draft.step.outputs = { ...draft.step.outputs, id: `$response.body#/${pointer}` };
    return { resource: resource?.name ?? '', step, id: `$steps.${step}.outputs.id`, above, body };
  }

  /**
   * A body of an operation from its example, with unique names and references to existing records. `least`:
   * only required fields and a name; `bare`: only required fields.
   */
  body(rule: Rule, how: 'full' | 'least' | 'bare'): Json {
    const resource = resourceOfRule(this.vendor, rule);
    const example = this.vendor.contract.tools.example(rule.operation).body;
    let body: Json = isObject(example) ? structuredClone(example) : {};
    if (how !== 'full') body = least(this.vendor, rule.operation, body);
    for (const [path, field] of Object.entries(resource?.rule.fields ?? {})) {
      if (field.alsoSentAs !== undefined) body = remove(body, field.alsoSentAs);
      if (field.references === undefined) continue;
      body = remove(body, path);
      if (how !== 'full') continue;
      const named = this.make(field.references.resource, undefined, 'least');
      if (named) body = withValue(body, path, named.id);
    }
    if (resource !== undefined && (rule.rule.verb === 'create' || rule.rule.verb === 'upsert'))
      body = this.#meeting(resource, body, example);
    for (const path of namedFields(this.vendor, rule, how !== 'bare')) body = withValue(body, path, this.name());
    return body;
  }

  /** With the fields that the conditions of the resource require, from the example or as references to new records. */
  #meeting(resource: Resource, body: Json, example: unknown): Json {
    const unmet = unmetRequirement(resource, undefined, body);
    const path = unmet?.each === undefined ? Object.keys(unmet?.anyOf ?? {})[0] : undefined;
    if (path === undefined || valueAt(body, path) !== undefined) return body;
    const other = resource.rule.fields?.[path]?.references?.resource;
    const value =
      other === undefined || other === resource.name
        ? isObject(example)
          ? valueAt(example, path)
          : undefined
        : this.make(other, undefined, 'least')?.id;
    return value === undefined ? body : this.#meeting(resource, withValue(body, path, value), example);
  }

  /** Path parameters of the parent, which is created if necessary. */
  #parentParams(rule: Rule): Json | undefined {
    const link = resourceOfRule(this.vendor, rule)?.rule.parent;
    if (link === undefined) return {};
    const parent = this.make(link.resource, undefined, 'least');
    return parent && { [link.parameter]: parent.id };
  }

  #add(step: Step, checked: Checked, more: Partial<DraftStep>): string {
    this.steps.push({ step, checked, secrets: [], ...more });
    return step.stepId;
  }

  #freeId(wanted: string): string {
    const base = wanted.replace(/[^A-Za-z0-9_]/g, '_');
    for (let n = 1; ; n++) {
      const id = n === 1 ? base : `${base}_${n}`;
      if (!this.steps.some((step) => step.step.stepId === id)) return id;
    }
  }
}

const entries = (place: 'path' | 'query' | 'header', values: Json): NonNullable<Step['parameters']> =>
  Object.entries(values).map(([name, value]) => ({ name, in: place, value: value as never }));

function bodyOf({ body, type, base64 }: Sent): Pick<Step, 'requestBody'> {
  if (body === undefined) return {};
  return {
    requestBody: {
      ...(type !== undefined && { contentType: type }),
      payload: body as never,
      ...(base64 && { 'x-stuntdouble-base64': base64 }),
    },
  };
}

/** The parameter that carries the credential, by the first security scheme. */
export function credential(vendor: Vendor, input: string | undefined): NonNullable<Step['parameters']> {
  const scheme = vendor.contract.securitySchemes[0];
  if (input === undefined || scheme === undefined) return [];
  if (input === 'token') return [{ reference: '$components.parameters.credential' }];
  return [credentialParameter(vendor, input)];
}

export function credentialParameter(
  vendor: Vendor,
  input: string,
): { name: string; in: 'header' | 'query' | 'cookie'; value: string } {
  const scheme = vendor.contract.securitySchemes[0];
  const value = `{$inputs.${input}}`;
  switch (scheme?.kind) {
    case 'header':
    case 'query':
    case 'cookie':
      return { name: scheme.parameter, in: scheme.kind, value };
    case 'basic':
      return { name: 'Authorization', in: 'header', value: `Basic ${value}` };
    case 'http':
      return { name: 'Authorization', in: 'header', value: `${scheme.parameter} ${value}` };
    default:
      return { name: 'Authorization', in: 'header', value: `Bearer ${value}` };
  }
}

/** The required fields of an example. */
function least(vendor: Vendor, operation: Operation, example: Json): Json {
  const required = vendor.contract.tools.bodySchema(operation)?.['required'];
  const kept = new Set(Array.isArray(required) ? (required as string[]) : []);
  return Object.fromEntries(Object.entries(example).filter(([name]) => kept.has(name)));
}

/** The fields of a body that must or can have a unique name. */
export function namedFields(vendor: Vendor, rule: Rule, labelled = true): string[] {
  const resource = resourceOfRule(vendor, rule);
  if (resource === undefined) return [];
  const { id, unique = [], fields = {} } = resource.rule;
  const schema = vendor.contract.tools.bodySchema(rule.operation);
  const isText = (path: string): boolean => {
    const part = schemaAt(schema, path);
    return (
      part !== undefined &&
      part['readOnly'] !== true &&
      part['enum'] === undefined &&
      part['format'] === undefined &&
      [part['type']].flat().includes('string')
    );
  };
  const must = [
    ...unique.flatMap((item) => item.fields),
    ...(id.format === 'given' ? [id.field] : []),
    ...('by' in rule.rule && rule.rule.by !== undefined ? [rule.rule.by] : []),
  ].filter((path) => isText(path) && !fields[path]?.references);
  const label = Object.keys(isObject(schema?.['properties']) ? schema['properties'] : {}).find(
    (path) =>
      /(^|_)(name|label|title)$/i.test(path) &&
      isText(path) &&
      !(fields[path]?.immutable && !fields[path].immutable.when),
  );
  return [...new Set([...must, ...(label === undefined || !labelled ? [] : [label])])];
}

export function schemaAt(schema: unknown, path: string): Json | undefined {
  let at: unknown = schema;
  for (const step of path === '' ? [] : path.split('.')) {
    const name = step.replace(/\[\]$/, '');
    at = isObject(at) && isObject(at['properties']) ? at['properties'][name] : undefined;
    if (step.endsWith('[]')) at = isObject(at) ? at['items'] : undefined;
  }
  return isObject(at) ? at : undefined;
}

/** The path parameters for this record. */
export function paramsFor(operation: Operation, { above, id }: Pick<CreatedRecord, 'above' | 'id'>): Json {
  const last = operation.parameters.at(-1);
  return { ...above, ...(last !== undefined && !(last in above) && { [last]: id }) };
}
