/** Documents of other formats, which are easily taken for OpenAPI. */
import { isObject, type Json } from '../grammar/json.js';

const CONVERT = 'convert it to OpenAPI, and name the result';
const NAME = 'name a document of OpenAPI 2.0, 3.0, 3.1 or 3.2';

type Format = readonly [is: (document: Json) => unknown, name: string, remedy: string];

const FORMATS: readonly Format[] = [
  [isPostman, 'a Postman collection', CONVERT],
  [({ asyncapi }) => asyncapi, 'an AsyncAPI document', NAME],
  [({ log }) => isObject(log) && Array.isArray(log['entries']), 'a HAR file with recorded requests', CONVERT],
  [({ swaggerVersion, swagger }) => swaggerVersion ?? swagger === '1.2', 'a document of Swagger 1.2', CONVERT],
  [
    ({ _type, __export_format, type }) => __export_format ?? (_type === 'export' || isInsomnia(type)),
    'an Insomnia export',
    CONVERT,
  ],
  [({ arazzo }) => arazzo, 'an Arazzo document', 'name the OpenAPI document that it refers to'],
  [({ overlay }) => overlay, 'an overlay', 'name the document to which it applies'],
  [({ kind }) => kind === 'discovery#restDescription', 'a Google API discovery document', CONVERT],
  [({ openrpc }) => openrpc, 'an OpenRPC document', NAME],
  [({ stuntdouble }) => stuntdouble, 'a behavior of stuntdouble', 'name the OpenAPI document beside it'],
  [({ $schema }) => typeof $schema === 'string' && $schema.includes('json-schema.org'), 'a JSON schema', NAME],
];

/** What a document is that is not OpenAPI, and the remedy; undefined: of no format known here. */
export function otherFormat(document: Json): [problem: string, remedy: string] | undefined {
  const found = FORMATS.find(([is]) => Boolean(is(document)));
  return found && [`this is ${found[1]}, not OpenAPI`, found[2]];
}

function isPostman(document: Json): boolean {
  const { info } = isObject(document['collection']) ? document['collection'] : document;
  if (!isObject(info)) return false;
  return '_postman_id' in info || String(info['schema']).includes('getpostman.com');
}

const isInsomnia = (type: unknown): boolean => String(type).includes('insomnia.rest');
