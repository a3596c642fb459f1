/** The content of a body: a list, a record, or neither, with its path. */
import type { OperationFacts } from './operations.js';
import { isJsonLike } from './operations.js';
import type { SchemaAt } from './openapi-document.js';
import type { Schemas } from './schemas.js';
import { lastWord } from './skeleton.js';
import { folded, sameNoun, stemOf, wordsOf } from './words.js';

/** `wrapped`: each element of the list holds its record, as in `{ node: {…}, cursor }`. */
export type Shape =
  | { kind: 'list'; at: string; item: SchemaAt; whole: SchemaAt; wrapped?: { at: string; whole: SchemaAt } }
  | { kind: 'item'; at: string; item: SchemaAt; whole: SchemaAt }
  | { kind: 'none' };

const none: Shape = { kind: 'none' };

/** Properties about the reply and not about the record. */
const NOISE =
  /^(errors?|error(code|message|description|details?|type)|is?success(ful)?|has?errors?|warnings?|meta|metadata|links?|_links|paging|pagination|page(info)?|jsonapi|included|status(code|text)?|success|ok|code|message|messages|requestid|traceid|timestamp|version|context|result_?info|resultinfo|apiversion|debug|duration|took|object|url|uri|kind|type|total(count)?|count|cursor|next(page|cursor)?|prev(ious)?|relatedobjects)$/;

const WRAPPERS = [
  'data',
  'result',
  'results',
  'item',
  'object',
  'resource',
  'payload',
  'response',
  'record',
  'value',
  'attributes',
  'content',
  'body',
  'entity',
];

const LISTS = [
  'data',
  'items',
  'results',
  'result',
  'entries',
  'records',
  'resources',
  'objects',
  'values',
  'list',
  'content',
  'elements',
  'rows',
  'edges',
  'nodes',
  'hits',
  'docs',
  'documents',
  'value',
  'collection',
  'member',
  'members',
  'payload',
  'response',
];

/** Properties about the success of a call. */
const isStatus = (name: string): boolean =>
  /^(errors?|warnings?|success|ok|code|message|status(code)?|requestid|meta)$/.test(folded(name));

export const isNoise = (name: string): boolean => NOISE.test(folded(name));

export function replyShape(schemas: Schemas, operation: OperationFacts): Shape {
  const content = operation.successes.find((reply) => reply.content !== undefined)?.content;
  if (content?.place === undefined || !isJsonLike(content.mediaType)) return none;
  const whole = schemas.unwrapped(content.place);
  return (
    (operation.method === 'GET' ? undefined : recordAmong(schemas, whole, operation)) ??
    shapeIn(schemas, whole, operation)
  );
}

const shapeIn = (schemas: Schemas, whole: SchemaAt, operation: OperationFacts): Shape =>
  listIn(schemas, whole, operation) ?? itemIn(schemas, whole, resourceWords(operation));

/** One record, where a call that writes answers either one record or several. */
function recordAmong(schemas: Schemas, whole: SchemaAt, operation: OperationFacts): Shape | undefined {
  if (schemas.facts(whole).alternatives < 2 && !schemas.isArray(whole)) return undefined;
  const branches = ['oneOf', 'anyOf'].flatMap((keyword) => schemas.parts(whole, keyword));
  const shapes = branches.map((branch) => shapeIn(schemas, schemas.unwrapped(branch), operation));
  return shapes.some(({ kind }) => kind === 'list') ? shapes.find(({ kind }) => kind === 'item') : undefined;
}

/** @param reply the shape of the operation's reply */
export function bodyShape(schemas: Schemas, operation: OperationFacts, reply: Shape): Shape {
  const place = operation.body?.place;
  // The schema of a JSON Patch does not have the fields that it sets.
  if (place === undefined || /json-patch/i.test(operation.body?.mediaType ?? '')) return none;
  const whole = schemas.unwrapped(place);
  if (schemas.isArray(whole)) {
    const item = schemas.facts(whole).items;
    return item && !isPatch(schemas, item) ? { kind: 'list', at: '', item: schemas.unwrapped(item), whole } : none;
  }
  const shape = itemIn(schemas, whole, resourceWords(operation));
  const isField =
    shape.kind === 'item' && reply.kind === 'item' && shape.at !== '' && hasField(schemas, reply, shape.at);
  return isField ? { kind: 'item', at: '', item: whole, whole } : shape;
}

/** Whether the record in a reply has a field of this name: then a body with it is the record, not what wraps it. */
const hasField = (schemas: Schemas, { item }: { item: SchemaAt }, name: string): boolean =>
  schemas.facts(item).properties.has(name);

/** An operation of a JSON Patch (RFC 6902), which some documents declare as plain JSON. */
const isPatch = (schemas: Schemas, item: SchemaAt): boolean =>
  ['op', 'path'].every((name) => schemas.facts(item).properties.has(name));

/** The words for the resource in the path. */
function resourceWords({ skeleton }: OperationFacts): string[] {
  const words = skeleton.segments.flatMap(({ parameter, text }) => (parameter === undefined ? [text] : []));
  const last = lastWord(skeleton);
  return [...words.slice(-2), last.split(/[.:]/)[0] ?? last];
}

function listIn(schemas: Schemas, whole: SchemaAt, operation: OperationFacts): Shape | undefined {
  const names = resourceWords(operation);
  if (schemas.isArray(whole)) return listOf(schemas, whole, '', whole, names);
  if (!schemas.isObject(whole)) return undefined;
  const { properties } = schemas.facts(whole);
  const direct = bestArray(schemas, whole, names);
  if (direct !== undefined && isEnvelope(schemas, whole, direct, names)) {
    const place = schemas.property(whole, direct);
    const found = place && listOf(schemas, schemas.unwrapped(place), direct, whole, names);
    if (found) return found;
  }
  return nestedList(schemas, whole, [...properties.keys()], names);
}

/** Properties that may have another envelope inside. */
const NESTING = ['data', 'result', 'response', 'payload', 'body', 'embedded'];

/** `{ data: { results: […] } }`, `{ _embedded: { users: […] } }` */
function nestedList(schemas: Schemas, whole: SchemaAt, properties: string[], names: string[]): Shape | undefined {
  for (const outer of properties) {
    if (!NESTING.includes(folded(outer))) continue;
    const place = schemas.property(whole, outer);
    const inner = place && schemas.unwrapped(place);
    if (inner === undefined || !schemas.isObject(inner)) continue;
    const name = bestArray(schemas, inner, names);
    if (name === undefined || !isEnvelope(schemas, inner, name, names)) continue;
    const list = schemas.property(inner, name);
    const found = list && listOf(schemas, schemas.unwrapped(list), `${outer}.${name}`, whole, names);
    if (found) return found;
  }
  return undefined;
}

function listOf(
  schemas: Schemas,
  array: SchemaAt,
  at: string,
  whole: SchemaAt,
  names: readonly string[],
): Shape | undefined {
  const items = schemas.facts(array).items;
  if (items === undefined) return undefined;
  const item = schemas.unwrapped(items);
  if (!schemas.isObject(item)) return undefined;
  const holder = elementWrapper(schemas, item, names);
  const inner = holder === undefined ? undefined : schemas.property(item, holder);
  if (holder === undefined || inner === undefined) return { kind: 'list', at, item, whole };
  return { kind: 'list', at, item: schemas.unwrapped(inner), whole, wrapped: { at: holder, whole: item } };
}

/** The property of a list's element that holds the record, beside a few values about it. */
function elementWrapper(schemas: Schemas, element: SchemaAt, names: readonly string[]): string | undefined {
  const all = [...schemas.facts(element).properties.keys()];
  const isPlain = (name: string): boolean => {
    const place = schemas.property(element, name);
    return place !== undefined && schemas.isScalar(schemas.unwrapped(place));
  };
  if (all.length > 3 || all.some((name) => ID.test(name.toLowerCase()))) return undefined;
  return all.find((name) => {
    const place = schemas.property(element, name);
    const inner = place && schemas.unwrapped(place);
    if (inner === undefined) return false;
    // `[{ tag: { id } }]`: the only property has the record, whatever its name.
    const isAlone = all.length === 1 && [...schemas.facts(inner).properties.keys()].some((own) => ID.test(own));
    const isHolder = isAlone || ELEMENTS.includes(folded(name)) || names.some((word) => sameNoun(word, name));
    return (
      isHolder &&
      !schemas.isArray(inner) &&
      schemas.facts(inner).properties.size > 1 &&
      all.every((other) => other === name || isPlain(other))
    );
  });
}

const ELEMENTS = ['node', 'resource', 'item', 'record', 'entity', 'object', 'data'];

function bestArray(schemas: Schemas, whole: SchemaAt, names: readonly string[]): string | undefined {
  const arrays = [...schemas.facts(whole).properties.keys()].filter((name) => {
    if (isNoise(name) && !LISTS.includes(folded(name)) && !names.some((word) => sameNoun(word, name))) return false;
    const place = schemas.property(whole, name);
    const items = place && schemas.facts(schemas.unwrapped(place)).items;
    return items !== undefined && schemas.isObject(schemas.unwrapped(items));
  });
  return (
    arrays.find((name) => names.some((word) => sameNoun(word, name))) ??
    arrays.find((name) => LISTS.includes(folded(name))) ??
    (arrays.length === 1 ? arrays[0] : undefined)
  );
}

/** A list with paging properties around it, and not a record with a list among its fields. */
function isEnvelope(schemas: Schemas, whole: SchemaAt, list: string, names: readonly string[]): boolean {
  const { properties } = schemas.facts(whole);
  const rest = [...properties.keys()].filter((name) => name !== list);
  if (rest.some((name) => /^_?id$|^(gid|sid|uuid|guid)$/.test(name.toLowerCase()))) return false;
  const named = names.some((word) => sameNoun(word, list)) || LISTS.includes(folded(list));
  const about = rest.filter((name) => !isNoise(name) && !isPagingWord(name));
  return named ? about.length <= Math.max(4, rest.length / 2) : about.length <= 1;
}

const PAGING =
  /^(has|is|more|next|prev|previous|first|last|page|pages|per|size|limit|offset|skip|top|total|totals|count|counts|cursor|cursors|token|start|end|uri|url|link|links|href|number|current|max|after|before|incomplete|truncated|marker|continuation|key|self|object|kind|etag)$/;

export const isPagingWord = (name: string): boolean => {
  const words = wordsOf(name);
  return (words.length > 0 && PAGING.test(words[0] ?? '')) || PAGING.test(words.at(-1) ?? '');
};

/** A record, with or without a wrapper. */
export function itemIn(schemas: Schemas, whole: SchemaAt, names: readonly string[]): Shape {
  if (!schemas.isObject(whole)) return none;
  const { properties } = schemas.facts(whole);
  const wrapper = wrapperOf(schemas, whole, names);
  if (wrapper === undefined) return properties.size > 0 ? { kind: 'item', at: '', item: whole, whole } : none;
  const inner = schemas.property(whole, wrapper);
  if (inner === undefined) return none;
  const item = schemas.unwrapped(inner);
  const nested = NESTING.includes(folded(wrapper)) ? namedRecord(schemas, item, names) : undefined;
  return nested === undefined
    ? { kind: 'item', at: wrapper, item, whole }
    : { kind: 'item', at: `${wrapper}.${nested.name}`, item: nested.item, whole };
}

/** The record of `{ data: { account: {…} } }`, where `data` has no id of its own. */
function namedRecord(
  schemas: Schemas,
  holder: SchemaAt,
  names: readonly string[],
): { name: string; item: SchemaAt } | undefined {
  const all = [...schemas.facts(holder).properties.keys()];
  if (all.some((name) => ID.test(name.toLowerCase()))) return undefined;
  const name = all.find((own) => names.some((word) => sameNoun(word, own)) && isHolder(schemas, holder, own));
  const place = name === undefined ? undefined : schemas.property(holder, name);
  const item = place && schemas.unwrapped(place);
  return name === undefined || item === undefined || schemas.isArray(item) ? undefined : { name, item };
}

/** Whether a property is an object with properties. */
function isHolder(schemas: Schemas, whole: SchemaAt, name: string): boolean {
  const place = schemas.property(whole, name);
  return place !== undefined && schemas.facts(schemas.unwrapped(place)).properties.size > 0;
}

function wrapperOf(schemas: Schemas, whole: SchemaAt, names: readonly string[]): string | undefined {
  const all = [...schemas.facts(whole).properties.keys()];
  if (all.some((name) => ID.test(name.toLowerCase()) && !isHolder(schemas, whole, name))) return undefined;
  const objects = all.filter((name) => {
    const place = schemas.property(whole, name);
    if (place === undefined) return false;
    const inner = schemas.unwrapped(place);
    return schemas.facts(inner).properties.size > 0 && !schemas.isArray(inner);
  });
  const isNamed = (name: string): boolean => names.some((word) => sameNoun(word, name));
  const isWrapper = (name: string): boolean => WRAPPERS.includes(folded(name));
  const rest = (name: string): string[] => all.filter((other) => other !== name && !isNoise(other));
  const named = objects.find((name) => isNamed(name) && rest(name).length <= 2);
  if (named !== undefined) return named;
  const wrapper = objects.find(
    (name) => isWrapper(name) && (rest(name).length <= 1 || isOnlyRecord(schemas, whole, name)),
  );
  if (wrapper !== undefined) return wrapper;
  const isLike = (name: string): boolean => names.some((word) => wordsOf(name).includes(stemOf(word).join('')));
  const like = objects.find((name) => isLike(name) && isOnlyRecord(schemas, whole, name));
  if (like !== undefined) return like;
  const [lone, ...more] = objects.filter((name) => !isNoise(name));
  const isAlone = lone !== undefined && more.length === 0 && all.every((name) => name === lone || isStatus(name));
  return isAlone ? lone : undefined;
}

/** Whether an object is the only one with an id, beside plain values: `{ service, operation, data: { id, … } }`. */
function isOnlyRecord(schemas: Schemas, whole: SchemaAt, wrapper: string): boolean {
  const place = schemas.property(whole, wrapper);
  const names = place ? [...schemas.facts(schemas.unwrapped(place)).properties.keys()] : [];
  const isPlain = (name: string): boolean => {
    const other = schemas.property(whole, name);
    return other !== undefined && schemas.isScalar(schemas.unwrapped(other));
  };
  const others = [...schemas.facts(whole).properties.keys()].filter((name) => name !== wrapper && !isNoise(name));
  return names.some((name) => ID.test(name.toLowerCase())) && others.every(isPlain);
}

const ID = /^_?id$|^(gid|sid|uuid|guid|slug|key)$/;
