/** The kinds of objects below each object of OpenAPI 3.1 and 3.2, for walking a document. */

export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'encoding'
  | 'callback'
  | 'securityScheme'
  | 'content'
  | 'schema';

export interface Below {
  kind: Kind;
  /** The value itself, a list of such values, or values by name. */
  as: 'one' | 'list' | 'map';
}

const one = (kind: Kind): Below => ({ kind, as: 'one' });
const list = (kind: Kind): Below => ({ kind, as: 'list' });
const map = (kind: Kind): Below => ({ kind, as: 'map' });

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

export const SCHEMA_PARTS: Readonly<Record<string, Below>> = {
  properties: map('schema'),
  patternProperties: map('schema'),
  dependentSchemas: map('schema'),
  $defs: map('schema'),
  definitions: map('schema'),
  allOf: list('schema'),
  anyOf: list('schema'),
  oneOf: list('schema'),
  prefixItems: list('schema'),
  items: one('schema'),
  additionalProperties: one('schema'),
  unevaluatedProperties: one('schema'),
  unevaluatedItems: one('schema'),
  contains: one('schema'),
  propertyNames: one('schema'),
  not: one('schema'),
  if: one('schema'),
  then: one('schema'),
  else: one('schema'),
};

export const shapes: Readonly<Record<Kind, Readonly<Record<string, Below>>>> = {
  document: { paths: map('pathItem'), webhooks: map('pathItem'), components: one('components') },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
    securitySchemes: map('securityScheme'),
  },
  pathItem: {
    parameters: list('parameter'),
    additionalOperations: map('operation'),
    ...Object.fromEntries(METHODS.map((method) => [method, one('operation')])),
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: map('response'),
    callbacks: map('callback'),
  },
  callback: {},
  securityScheme: {},
  parameter: { schema: one('schema'), content: one('content') },
  requestBody: { content: one('content') },
  response: { headers: map('header'), content: one('content') },
  header: { schema: one('schema'), content: one('content') },
  content: {},
  mediaType: { schema: one('schema'), itemSchema: one('schema'), encoding: map('encoding') },
  encoding: { headers: map('header') },
  schema: SCHEMA_PARTS,
};

/** Objects that are maps, with the kind of their values. */
export const mapsOf: Readonly<Partial<Record<Kind, Kind>>> = { callback: 'pathItem', content: 'mediaType' };

/** The kind of object under a key. */
export const belowKey = (kind: Kind, key: string): Below | undefined => {
  const values = mapsOf[kind];
  if (values !== undefined) return key.startsWith('x-') ? undefined : one(values);
  return Object.hasOwn(shapes[kind], key) ? shapes[kind][key] : undefined;
};

/** The kind of object at a path from the root; undefined: not defined by OpenAPI. */
export function kindAt(steps: readonly string[]): Kind | undefined {
  let kind: Kind = 'document';
  for (let at = 0; at < steps.length; at++) {
    const below = belowKey(kind, steps[at] ?? '');
    if (below === undefined) return undefined;
    if (below.as !== 'one' && ++at >= steps.length) return undefined;
    kind = below.kind;
  }
  return kind;
}
