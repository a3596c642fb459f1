/** A document without a behavior in the real pipeline. A sampler makes the requests that its examples would. */
import { faultMistake, snapshotMistake } from '../../src/contract/published-schemas.js';
import { withFakes } from '../../src/double/fake/with-fakes.js';
import type { Contract, Operation } from '../../src/engine/model/contract.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { ownName } from '../../src/engine/records/record-key.js';
import { get, set } from '../../src/engine/values/paths.js';
import { infer } from '../../src/infer/infer.js';
import { buildVendor } from '../../src/loading/build.js';
import { FakerMaker } from '../../src/world/maker/maker.js';
import { KEY, lab, pathOf, type Lab, type Sent } from './lab.js';
import { credentials, encoded } from './life/send.js';
import { leastBody, operationsOf, requestFor, type Described, type Request } from './life/samples.js';

const maker = new FakerMaker();

/** @param document normalized */
export async function vendorOf(document: Json, records: number): Promise<Vendor> {
  await maker.load();
  const seed = { records: {}, credentials: [] };
  const vendor = buildVendor({ name: 'life', document, behavior: infer(document), seed }, {});
  const making = { maker, randomSeed: 1, checkSnapshot: snapshotMistake, checkFault: faultMistake };
  const [filled = vendor] = await withFakes([sampled(vendor)], records, making);
  return filled;
}

/** The same vendor; the examples of its calls are sampled. */
function sampled(vendor: Vendor): Vendor {
  const { contract } = vendor;
  const example = (operation: Operation): { params: Json; body?: unknown } => requestOf(vendor, operation);
  return { ...vendor, contract: { ...contract, tools: { ...contract.tools, example } } };
}

const sampledCalls = new WeakMap<Json, Map<string, Request>>();

function requestOf({ contract }: Vendor, operation: Operation): Request {
  const { document } = contract;
  let known = sampledCalls.get(document);
  if (known === undefined) {
    known = new Map(
      [...operationsOf(document)].map(([id, described]) => [
        id,
        withBody(contract, described, withPath(described, requestFor(document, described))),
      ]),
    );
    sampledCalls.set(document, known);
  }
  const found = known.get(operation.id);
  if (found === undefined) throw new Error(`no operation ${operation.id}`);
  return found;
}

/** Without optional parts, where the sampler gets them wrong. */
function withBody(contract: Contract, described: Described, request: Request): Request {
  const { document, operations } = contract;
  const operation = operations.find(({ id }) => id === described.id);
  if (operation === undefined || request.body === undefined) return request;
  const headers = { 'content-type': request.contentType };
  const { issues } = contract.validate(operation, {}, '', structuredClone(request.body), headers);
  return issues.some(({ in: place }) => place === 'body')
    ? { ...request, body: leastBody(document, described) }
    : request;
}

/** The sampler does not read patterns. */
function withPath({ parameters }: Described, request: Request): Request {
  const params = { ...request.params };
  for (const { in: place, name, schema } of parameters) {
    const { pattern } = isObject(schema) ? schema : {};
    if (place !== 'path' || typeof pattern !== 'string' || new RegExp(pattern).test(String(params[String(name)])))
      continue;
    params[String(name)] = maker.make({ path: '', schema: schema as Json }, () => 0.5, 0);
  }
  return { ...request, params };
}

export function documentLab(vendor: Vendor): Lab {
  const bench = lab(vendor, 1, false);
  const perform: Lab['perform'] = async (operation, { params, query, ...sent } = {}) => {
    const request = requestOf(vendor, operation);
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query)) asked.set(name, String(value));
    const target = pathOf(operation, { ...request.params, ...ofRecord(bench, operation), ...params });
    const { token = KEY, headers, ...body } = sent;
    for (const [name, value] of Object.entries(elsewhere(bench, operation, 'query'))) asked.set(name, String(value));
    body.body ??= withNamed(bench, operation, request.body);
    const all = token === '' ? { headers: {}, query: {} } : credentials(vendor.contract.document, token);
    for (const [name, value] of Object.entries(all.query)) asked.set(name, value);
    for (const name of new URLSearchParams(query).keys()) asked.delete(name);
    const whole = [...asked.keys()].length > 0 ? [asked.toString(), query] : [query];
    const text = whole.filter((part) => part !== undefined).join('&');
    return bench.send(operation.method, text === '' ? target : `${target}?${text}`, {
      token: '',
      headers: { ...request.headers, ...all.headers, ...headers },
      ...(await bytesOf(request, operation, body)),
    });
  };
  return { ...bench, perform };
}

/** Path parameters of an existing record with its parents; without a record, those of existing parents. */
function ofRecord({ vendor, records }: Lab, operation: Operation): Json {
  const out: Json = {};
  const rule = vendor.rules.get(operation.id)?.rule;
  if (rule === undefined || !('resource' in rule) || rule.resource === undefined) return out;
  const own = vendor.resources.get(rule.resource);
  const [record] = records(rule.resource);
  const nameOf = (called: string): string | undefined =>
    operation.parameters.find((name) => ownName(rule, name) === called);
  const known = new Set<string>();
  for (const { parameter, field } of own?.rule.context ?? []) {
    known.add(parameter);
    const [name, value] = [nameOf(parameter), get(record ?? {}, field)];
    if (name !== undefined && value !== undefined) out[name] = value;
  }
  let [at, holder] = [own, record];
  while (at?.rule.parent !== undefined) {
    const { field, parameter, resource } = at.rule.parent;
    const above = vendor.resources.get(resource);
    const idOf = (one: Json): string => String(get(one, above?.rule.id.field ?? ''));
    const id = holder && String(get(holder, field));
    holder = records(resource).find((one) => id === undefined || idOf(one) === id);
    known.add(parameter);
    const name = nameOf(parameter);
    if (name !== undefined && holder) out[name] = idOf(holder);
    at = above;
  }
  const last = operation.parameters.filter((name) => !known.has(ownName(rule, name))).at(-1);
  if (last !== undefined && record) out[last] = get(record, own?.rule.id.field ?? '');
  return out;
}

/** The id of an existing record, where the operation looks for it in the query or in the body. */
function elsewhere({ vendor, records }: Lab, operation: Operation, where: 'query' | 'body'): Json {
  const rule = vendor.rules.get(operation.id)?.rule;
  if (rule === undefined || !('record' in rule) || rule.record === undefined) return {};
  const name = new Map(Object.entries(rule.record)).get(where);
  const own = vendor.resources.get(rule.resource);
  const id = own && get(records(own.name)[0] ?? {}, own.rule.id.field);
  return name !== undefined && id !== undefined ? set({}, name, id) : {};
}

function withNamed(bench: Lab, operation: Operation, body: unknown): unknown {
  const named = elsewhere(bench, operation, 'body');
  return isObject(body) ? { ...body, ...named } : body;
}

async function bytesOf(request: Request, operation: Operation, { body, raw, type }: Sent): Promise<Sent> {
  const contentType = type ?? request.contentType ?? operation.mediaTypes?.[0];
  if (raw !== undefined) return { raw, type: contentType };
  const sent = body ?? request.body;
  if (sent === undefined || operation.mediaTypes === undefined) return {};
  const form = encoded({ body: sent, contentType });
  const whole = new Response(form.body ?? null, {
    headers: { ...(form.type !== undefined && { 'content-type': form.type }) },
  });
  return { raw: new Uint8Array(await whole.arrayBuffer()), type: whole.headers.get('content-type') ?? contentType };
}
