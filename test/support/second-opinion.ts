/** A second reading of a contract: OpenAPI 3.1's own dialect, by a validator that the engine does not have. */
import { isObject, type Json } from '../../src/grammar/json.js';
import '@hyperjump/json-schema/formats';
import {
  registerSchema,
  setShouldValidateFormat,
  validate,
  type SchemaObject,
  type Validator,
} from '@hyperjump/json-schema/openapi-3-1';

setShouldValidateFormat(true);

interface Judged {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** The mistakes of a reply by the original document, at most one per violated schema. */
export type Judge = (operation: string, reply: Judged) => Promise<string[]>;

const judges = new WeakMap<Json, Judge>();
let documents = 0;

export function judgeOf(document: Json): Judge {
  let judge = judges.get(document);
  if (judge === undefined) judges.set(document, (judge = createJudge(document)));
  return judge;
}

function createJudge(document: Json): Judge {
  const uri = `https://judged.invalid/${++documents}`;
  registerSchema(document as SchemaObject, uri, 'https://spec.openapis.org/oas/3.1/schema-base');
  const compiled = new Map<string, Promise<Validator>>();
  const validator = (pointer: string): Promise<Validator> => {
    let made = compiled.get(pointer);
    if (made === undefined) compiled.set(pointer, (made = validate(`${uri}#${encodeURI(pointer)}`)));
    return made;
  };
  /** The pointer and the value at some steps from a pointer, `$ref`s followed. */
  const go = (from: string, ...steps: string[]): [string, Json] => {
    const pointer = [from, ...steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
    const value = valueAt(document, pointer);
    return typeof value['$ref'] === 'string' ? go(decodeURIComponent(value['$ref'].slice(1))) : [pointer, value];
  };
  const operations = new Map(
    Object.keys(valueAt(document, '/paths')).flatMap((path) => {
      if (!path.startsWith('/')) return [];
      const [pointer, methods] = go('/paths', path);
      return Object.entries(methods).map(([method, item]) => [(item as Json)['operationId'], `${pointer}/${method}`]);
    }),
  );

  const judge: Judge = async (operation, { status, headers, body }) => {
    const says = (text: string): string => `second opinion: ${operation} ${status}: ${text}`;
    const [responses, declared] = go(operations.get(operation) ?? '', 'responses');
    const key = [String(status), `${String(status)[0] ?? ''}XX`, 'default'].find((candidate) =>
      Object.hasOwn(declared, candidate),
    );
    if (key === undefined) return [says('the status is not declared')];
    const [response, { content }] = go(responses, key);
    if (!isObject(content) || Object.keys(content).length === 0)
      return body === undefined ? [] : [says('a body where none is declared')];
    if (body === undefined) return [says('no body where one is declared')];
    const type = essence(headers['content-type'] ?? 'none');
    const ranges = [type, type.replace(/[^/]*$/, '*'), '*/*'];
    const keys = Object.keys(content);
    // The narrowest range counts.
    const range = ranges.map((one) => keys.find((key) => essence(key) === one)).find((key) => key !== undefined);
    if (range === undefined) return [says(`the media type ${type} is not declared`)];
    // A text is no value of a schema: XML, CSV and the like are not parsed.
    if (typeof body === 'string' && !type.includes('json')) return [];
    if (go(response, 'content', range)[1]['schema'] === undefined) return [];
    const output = (await validator(go(response, 'content', range, 'schema')[0]))(body as never, 'BASIC');
    if (output.valid) return [];
    return (output.errors ?? []).map((error) =>
      says(`${error.instanceLocation} against ${error.absoluteKeywordLocation}`),
    );
  };
  // Many calls get equal replies, refusals above all.
  const known = new Map<string, Promise<string[]>>();
  return (operation, reply) => {
    const type = reply.headers['content-type'] ?? '';
    const key = `${operation} ${reply.status} ${type} ${JSON.stringify(reply.body)}`;
    let mistakes = known.get(key);
    if (mistakes === undefined) known.set(key, (mistakes = judge(operation, reply)));
    return mistakes;
  };
}

/** Without parameters. */
const essence = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

function valueAt(document: Json, pointer: string): Json {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const next = value[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    if (typeof next !== 'object' || next === null) throw new Error(`the document has no ${pointer}`);
    value = next as Json;
  }
  return value;
}
