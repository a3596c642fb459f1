/** Repairs of the other objects of OpenAPI: documents, paths, operations, parameters, responses. */
import { isObject, type Json } from '../../grammar/json.js';
import { objectAt } from '../references.js';
import { withExampleSchema } from './example-schema.js';
import { METHODS, type Kind } from './kinds.js';
import { setOwn, type RepairWalk, type Repair } from './repair-walk.js';
import { repairSchema } from './schema.js';

export const repairs: Readonly<Partial<Record<Kind, Repair>>> = {
  document: repairDocument,
  pathItem: repairPathItem,
  operation: repairOperation,
  parameter: repairParameter,
  response: (response) =>
    typeof response['description'] === 'string' || response['$ref'] !== undefined
      ? response
      : { ...response, description: '' },
  content: repairContent,
  schema: repairSchema,
};

function repairDocument(document: Json, walk: RepairWalk): Json {
  const info = isObject(document['info']) ? document['info'] : {};
  const webhooks = Object.keys(isObject(document['webhooks']) ? document['webhooks'] : {});
  if (webhooks.length > 0) walk.note(`webhooks are not sent: ${webhooks.join(', ')}`, 'webhooks');
  return {
    ...document,
    openapi: walk.version.startsWith('3.1') ? document['openapi'] : '3.1.1',
    info: { ...info, title: textOr(info['title'], 'untitled'), version: textOr(info['version'], '') },
    paths: repairPaths(isObject(document['paths']) ? document['paths'] : {}, walk),
    ...withSchemes(document, walk),
  };
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise;

/** Makes paths begin with a slash. */
function repairPaths(paths: Json, walk: RepairWalk): Json {
  const isSound = (path: string): boolean => path.startsWith('x-') || (path.startsWith('/') && !/[?#]/.test(path));
  if (Object.keys(paths).every(isSound)) return paths;
  const out: Json = {};
  for (const [path, item] of Object.entries(paths)) {
    const plain = isSound(path) ? path : `/${path.replace(/^\//, '').replace(/[?#].*$/s, '')}`;
    if (plain !== path) {
      const isTaken = paths[plain] !== undefined || out[plain] !== undefined;
      walk.note(
        isTaken
          ? `the path ${path} cannot be distinguished from ${plain}: it is ignored`
          : `the path ${path} is read as ${plain}`,
        'paths',
        path,
      );
      if (isTaken) continue;
    }
    setOwn(out, plain, item);
  }
  return out;
}

/** Declares a required but undeclared security scheme as a bearer token. */
function withSchemes(document: Json, walk: RepairWalk): Json {
  const components = isObject(document['components']) ? document['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  const missing = [...neededSchemes(document)].filter((name) => !Object.hasOwn(schemes, name));
  if (missing.length === 0) return {};
  for (const name of missing)
    walk.note(
      `the security scheme ${name} is not declared: it is read as a bearer token`,
      'components',
      'securitySchemes',
    );
  const added = Object.fromEntries(missing.map((name) => [name, { type: 'http', scheme: 'bearer' }]));
  return { components: { ...components, securitySchemes: { ...schemes, ...added } } };
}

function neededSchemes(document: Json): Set<string> {
  const names = new Set<string>();
  const need = (security: unknown): void => {
    for (const alternative of Array.isArray(security) ? (security as unknown[]) : [])
      if (isObject(alternative)) for (const name of Object.keys(alternative)) names.add(name);
  };
  need(document['security']);
  for (const item of Object.values(isObject(document['paths']) ? document['paths'] : {}))
    if (isObject(item))
      for (const operation of Object.values(item)) if (isObject(operation)) need(operation['security']);
  return names;
}

function repairPathItem(item: Json, walk: RepairWalk): Json {
  let out = item;
  const template = walk.path.at(-2) === 'paths' ? walk.path.at(-1) : undefined;
  for (const method of METHODS) {
    if (!isObject(item[method])) continue;
    if (template === undefined) continue;
    const operation = withPathParameters(item, item[method], template, walk, method);
    if (operation !== item[method]) out = { ...out, [method]: operation };
  }
  return out;
}

/** Declares each parameter of the template, and removes other path parameters. */
function withPathParameters(item: Json, operation: Json, template: string, walk: RepairWalk, method: string): Json {
  if (operation['$ref'] !== undefined) return operation;
  const lists = [item['parameters'], operation['parameters']].map((entry) =>
    Array.isArray(entry) ? (entry as unknown[]) : [],
  );
  const declared = lists
    .flat()
    .map((list) => objectAt(walk.root, list))
    .filter((entry) => entry?.['in'] === 'path')
    .map((entry) => String(entry?.['name']));
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map((entry) => entry[1] ?? '');
  const missing = [...new Set(names)].filter((name) => !declared.includes(name));
  if (missing.length === 0) return operation;
  for (const name of missing) walk.note(`the path parameter ${name} is not declared: any text is accepted`, method);
  const added = missing.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  return { ...operation, parameters: [...(lists[1] ?? []), ...added] };
}

function repairOperation(operation: Json, walk: RepairWalk): Json {
  const { responses, callbacks } = operation;
  if (isObject(callbacks) && Object.keys(callbacks).length > 0)
    walk.note(`callbacks are not sent: ${Object.keys(callbacks).join(', ')}`, 'callbacks');
  const declared = isObject(responses) ? Object.keys(responses).filter((status) => !status.startsWith('x-')) : [];
  if (declared.length === 0) {
    walk.note('no response is declared: 200 without a body is assumed', 'responses');
    return { ...operation, responses: { '200': { description: '' } } };
  }
  const isBodiless = (status: string): boolean =>
    BODILESS.has(status) && objectAt(walk.root, (responses as Json)[status])?.['content'] !== undefined;
  if (declared.every((status) => /^([1-5]XX|\d{3}|default)$/.test(status) && !isBodiless(status))) return operation;
  return {
    ...operation,
    responses: Object.fromEntries(
      Object.entries(responses as Json).flatMap(([status, it]) =>
        isBodiless(status) ? [[status, bodiless(status, it, walk)]] : respelled(status, it, walk),
      ),
    ),
  };
}

/** Statuses with which HTTP sends no body. */
const BODILESS: ReadonlySet<string> = new Set(['204', '205', '304']);

function bodiless(status: string, response: unknown, walk: RepairWalk): Json {
  walk.note(`a reply with status ${status} has no body: its content is ignored`, 'responses', status);
  return Object.fromEntries(Object.entries(objectAt(walk.root, response) ?? {}).filter(([key]) => key !== 'content'));
}

/** Writes `2xx` as `2XX`, and removes invalid statuses. */
function respelled(status: string, response: unknown, walk: RepairWalk): [string, unknown][] {
  const plain = /^[1-5]xx$/i.test(status) ? status.toUpperCase() : /^default$/i.test(status) ? 'default' : status;
  if (/^([1-5]XX|\d{3}|default)$/.test(plain) || status.startsWith('x-')) return [[plain, response]];
  walk.note(`${status} is not a status code: it is ignored`, 'responses', status);
  return [];
}

const PLACES = new Set(['path', 'query', 'header', 'cookie', 'querystring']);

function repairParameter(parameter: Json, walk: RepairWalk): Json | undefined {
  if (parameter['$ref'] !== undefined) return parameter;
  const { name, in: place } = parameter;
  if (typeof name !== 'string' || !PLACES.has(String(place))) {
    walk.note(`a parameter needs a name and "in" with one of ${[...PLACES].join(', ')}: it is ignored`);
    return undefined;
  }
  // OpenAPI ignores these header parameters: media types and security schemes define them.
  if (place === 'header' && /^(accept|content-type|authorization)$/i.test(name)) return undefined;
  let out = parameter;
  if (place === 'path' && parameter['required'] !== true) out = { ...out, required: true };
  if (!isObject(out['schema']) && typeof out['schema'] !== 'boolean' && !isObject(out['content']))
    out = { ...out, schema: schemaOf(out) };
  return out;
}

/** Schema keywords in the parameter itself, as in 2.0. */
const schemaOf = (parameter: Json): Json =>
  Object.fromEntries(
    ['type', 'format', 'enum', 'items', 'default', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength'].flatMap(
      (key) => (parameter[key] === undefined ? [] : [[key, parameter[key]]]),
    ),
  );

function repairContent(content: Json, walk: RepairWalk): Json {
  const wrong = Object.keys(content).filter((type) => !type.startsWith('x-') && !type.includes('/'));
  for (const type of wrong) walk.note(`${type} is not a media type: it is ignored`, type);
  const isReply = walk.path.includes('responses');
  const entries = Object.entries(content).map(
    ([type, media]) => [type, isReply ? withExampleSchema(walk.root, type, media) : media] as const,
  );
  if (wrong.length === 0 && entries.every(([type, media]) => media === content[type])) return content;
  return Object.fromEntries(entries.filter(([type]) => !wrong.includes(type)));
}
