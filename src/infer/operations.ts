/** The operations of a document, prepared for inference. */
import { METHODS } from '../contract/normalize/kinds.js';
import { isObject, type Json } from '../grammar/json.js';
import type { OpenApiDocument, SchemaAt } from './openapi-document.js';
import { escapeStep } from '../grammar/json-pointer.js';
import { skeletonOf, type Skeleton } from './skeleton.js';

export interface ParameterFacts {
  name: string;
  in: string;
  required: boolean;
  schema: SchemaAt | undefined;
  raw: Json;
}

export interface ContentFacts {
  mediaType: string;
  /** The schema of the whole body. */
  place: SchemaAt | undefined;
  /** The media type object, which has the examples. */
  raw: Json;
}

export interface ReplyFacts {
  /** As declared: `201`, `2XX`, `default`. */
  declared: string;
  status: number;
  content: ContentFacts | undefined;
  headers: string[];
}

export interface OperationFacts {
  id: string;
  method: string;
  path: string;
  skeleton: Skeleton;
  parameters: ParameterFacts[];
  body: (ContentFacts & { required: boolean }) | undefined;
  /** As declared, with all media types. */
  requestBody: Json | undefined;
  /** Success replies, the usual one first. */
  successes: ReplyFacts[];
  /** Declared refusals by status, `default` among them. */
  refusals: ReplyFacts[];
  /** Alternatives, as in the document; each maps schemes to scopes. */
  security: Record<string, string[]>[];
  /** Operation id and summary, for words such as search. */
  text: string;
  /** `POST /pets`, for reasons. */
  title: string;
}

export function readOperations(document: OpenApiDocument): OperationFacts[] {
  const paths = document.root['paths'];
  if (!isObject(paths)) return [];
  return Object.keys(paths).flatMap((path) => {
    const item = document.place(paths[path], `#/paths/${escapeStep(path)}`);
    return item ? METHODS.flatMap((method) => readOperation(document, path, method, item) ?? []) : [];
  });
}

function readOperation(
  document: OpenApiDocument,
  path: string,
  method: string,
  item: SchemaAt,
): OperationFacts | undefined {
  const operation = document.child(item, method);
  if (operation === undefined) return undefined;
  const { operationId, summary } = operation.schema;
  const replies = readReplies(document, operation);
  const title = `${method.toUpperCase()} ${path}`;
  return {
    id: typeof operationId === 'string' && operationId !== '' ? operationId : title,
    method: method.toUpperCase(),
    path,
    skeleton: skeletonOf(path),
    parameters: readParameters(document, item, operation),
    body: readBody(document, operation),
    requestBody: document.child(operation, 'requestBody')?.schema,
    successes: successesOf(replies),
    refusals: replies.filter(({ declared, status }) => status >= 400 || declared === 'default'),
    security: securityOf(document.root, operation.schema),
    text: `${String(operationId ?? '')} ${String(summary ?? '')}`,
    title,
  };
}

function securityOf(root: Json, operation: Json): OperationFacts['security'] {
  const needs = operation['security'] ?? root['security'];
  return (Array.isArray(needs) ? needs : []).filter(isObject) as OperationFacts['security'];
}

/** If no 2xx is declared, a redirect is the success, otherwise `default`. */
function successesOf(replies: readonly ReplyFacts[]): ReplyFacts[] {
  const between = (least: number, most: number): ReplyFacts[] =>
    replies.filter(({ declared, status }) => status >= least && status < most && declared !== 'default');
  const byDefault = replies
    .filter(({ declared }) => declared === 'default')
    .map((reply) => ({ ...reply, status: 200 }));
  return [between(200, 300), between(300, 400), byDefault].find((found) => found.length > 0) ?? [];
}

/** Parameters of the operation override those of the path. */
function readParameters(document: OpenApiDocument, item: SchemaAt, operation: SchemaAt): ParameterFacts[] {
  const found = new Map<string, ParameterFacts>();
  for (const holder of [item, operation]) {
    const list = holder.schema['parameters'];
    for (const at of Array.isArray(list) ? list.keys() : []) {
      const place = document.place((list as unknown[])[at], `${holder.pointer}/parameters/${at}`);
      if (place)
        found.set(`${String(place.schema['in'])} ${String(place.schema['name'])}`, parameterOf(document, place));
    }
  }
  return [...found.values()];
}

function parameterOf(document: OpenApiDocument, place: SchemaAt): ParameterFacts {
  const { name, in: where, required, content } = place.schema;
  const media = isObject(content) ? Object.keys(content)[0] : undefined;
  return {
    name: String(name),
    in: String(where),
    required: required === true,
    schema: media === undefined ? document.child(place, 'schema') : document.child(place, 'content', media, 'schema'),
    raw: place.schema,
  };
}

function readBody(document: OpenApiDocument, operation: SchemaAt): OperationFacts['body'] {
  const body = document.child(operation, 'requestBody');
  const content = body && contentOf(document, body);
  return content && { ...content, required: body.schema['required'] === true };
}

function readReplies(document: OpenApiDocument, operation: SchemaAt): ReplyFacts[] {
  const responses = document.child(operation, 'responses');
  if (responses === undefined) return [];
  return Object.keys(responses.schema)
    .filter((declared) => /^[1-5](\d\d|XX)$|^default$/i.test(declared))
    .flatMap((declared) => {
      const reply = document.child(responses, declared);
      if (reply === undefined) return [];
      const { headers } = reply.schema;
      return {
        declared,
        status: declared === 'default' ? 500 : Number(declared.replace(/x/gi, '0')),
        content: contentOf(document, reply),
        headers: isObject(headers) ? Object.keys(headers).map((name) => name.toLowerCase()) : [],
      };
    })
    .sort((a, b) => a.status - b.status);
}

/** The preferred media type: JSON, otherwise a form, otherwise the first. */
function contentOf(document: OpenApiDocument, holder: SchemaAt): ContentFacts | undefined {
  const content = document.child(holder, 'content');
  if (content === undefined) return undefined;
  const types = Object.keys(content.schema).filter((type) => type.includes('/'));
  const mediaType =
    types.find((type) => /^application\/json\b/i.test(type)) ??
    types.find((type) => /[+/]json\b/i.test(type) && !/patch/i.test(type)) ??
    types.find((type) => /json|form|\*\/\*/i.test(type)) ??
    types[0];
  if (mediaType === undefined) return undefined;
  const media = document.child(content, mediaType);
  return { mediaType, place: media && document.child(media, 'schema'), raw: media?.schema ?? {} };
}

export const isJsonLike = (mediaType: string): boolean => /json|\*\/\*/i.test(mediaType);
