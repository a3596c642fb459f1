/** Data about each vendor for the corpus of bad requests, hand-written and not read from its behavior. */

export type Word =
  | 'malformedBody'
  | 'malformedUrl'
  | 'invalid'
  | 'invalidId'
  | 'immutable'
  | 'nothingToChange'
  | 'noSuchRoute'
  | 'notFound'
  | 'methodNotAllowed'
  | 'payloadTooLarge'
  | 'unsupportedMediaType'
  | 'unauthenticated'
  | 'browserOrigin';

export interface Sheet {
  vendor: string;
  /** Path of a list, and the methods that it has. */
  list: string;
  listAllows: string[];
  /** Path of the record that PATCH changes. */
  record: string;
  recordAllows: string[];
  /** A body that PATCH accepts. */
  body: string;
  /** The last part of `record`, which names it. */
  id: string;
  contentType: string;
  /** The keys of each refusal's body, one set or another. */
  keys: string[][];
  /** Status of each refusal, and words of it. */
  words: Partial<Record<Word, readonly [status: number, says: string]>>;
  /** Whether unreadable or repeated query parameters are noticed: only a list that has parameters reads them. */
  readsQuery: boolean;
  /** JSON bodies that PATCH refuses. */
  wrong: readonly (readonly [name: string, body: string, word: Word])[];
}

const dotDot = (path: string): string => path.replace(/\/[^/]+(\/?)$/, '/{id}$1');
/** The same address for another record. */
export const recordPath = ({ record }: Sheet, id: string): string => dotDot(record).replace('{id}', () => id);

export const sheets: readonly Sheet[] = [
  {
    vendor: 'arize',
    list: '/v2/integrations',
    listAllows: ['GET', 'POST', 'HEAD', 'OPTIONS'],
    record: '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==',
    recordAllows: ['GET', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    body: '{"type":"llm","name":"Renamed"}',
    id: 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==',
    contentType: 'application/problem+json',
    keys: [['detail', 'instance', 'status', 'title', 'type']],
    words: {
      malformedBody: [400, 'JSON parse error'],
      malformedUrl: [400, 'Invalid request parameters'],
      invalid: [400, 'Invalid request parameters'],
      invalidId: [400, 'path parameter must be a valid ID'],
      immutable: [422, 'One or more fields failed validation.'],
      nothingToChange: [422, 'At least one field'],
      noSuchRoute: [404, 'The requested resource was not found.'],
      notFound: [404, 'The requested resource with ID'],
      methodNotAllowed: [405, 'is not allowed for this resource.'],
      payloadTooLarge: [413, 'Content Too Large'],
      unsupportedMediaType: [415, 'Unsupported Media Type'],
      unauthenticated: [401, 'Authentication required'],
    },
    readsQuery: true,
    wrong: [
      ['an empty object', '{}', 'invalid'],
      ['no type', '{"name":"Renamed"}', 'invalid'],
      ['nothing but the type', '{"type":"llm"}', 'nothingToChange'],
      ['another type', '{"type":"agent","name":"Renamed"}', 'immutable'],
      ['a type outside of the enum', '{"type":"toaster","name":"Renamed"}', 'immutable'],
      ['a type that is a number', '{"type":5,"name":"Renamed"}', 'immutable'],
      ['a name that is a number', '{"type":"llm","name":5}', 'invalid'],
      ['a name that is null', '{"type":"llm","name":null}', 'invalid'],
      ['a name that is a list', '{"type":"llm","name":["Renamed"]}', 'invalid'],
      ['an empty name', '{"type":"llm","name":""}', 'invalid'],
      ['a field that nobody knows', '{"type":"llm","nmae":"Renamed"}', 'invalid'],
      ['scopings that are an object', '{"type":"llm","scopings":{}}', 'invalid'],
      ['a scoping that is a text', '{"type":"llm","scopings":["all"]}', 'invalid'],
      ['a config that is a list', '{"type":"llm","config":[]}', 'invalid'],
      ['another provider', '{"type":"llm","config":{"provider":"anthropic"}}', 'immutable'],
      ['a provider outside of the enum', '{"type":"llm","config":{"provider":"nobody"}}', 'immutable'],
      [
        'a flag that is a text',
        '{"type":"llm","config":{"provider":"openAI","is_default_models_enabled":"yes"}}',
        'invalid',
      ],
    ],
  },
  {
    vendor: 'langdock',
    list: '/integrations/v1/get',
    listAllows: ['GET', 'HEAD', 'OPTIONS'],
    record: '/integrations/v1/550e8400-e29b-41d4-a716-446655440000',
    recordAllows: ['GET', 'PATCH', 'HEAD', 'OPTIONS'],
    body: '{"name":"Renamed"}',
    id: '550e8400-e29b-41d4-a716-446655440000',
    contentType: 'application/json',
    keys: [['message']],
    words: {
      malformedBody: [400, 'Invalid request body or integration ID'],
      malformedUrl: [400, 'Invalid request body or integration ID'],
      invalid: [400, 'Invalid request body or integration ID'],
      invalidId: [400, 'Invalid request body or integration ID'],
      noSuchRoute: [404, 'Not found'],
      notFound: [404, 'Integration not found'],
      methodNotAllowed: [405, 'Method not allowed'],
      payloadTooLarge: [413, 'Request body too large'],
      unsupportedMediaType: [415, 'Unsupported content type'],
      unauthenticated: [401, 'Invalid or missing API key'],
      browserOrigin: [403, 'Requests from a browser are not allowed'],
    },
    readsQuery: false,
    wrong: [
      ['a name that is a number', '{"name":5}', 'invalid'],
      ['a name that is null', '{"name":null}', 'invalid'],
      ['a name that is a list', '{"name":["Renamed"]}', 'invalid'],
      ['a name that is an object', '{"name":{"en":"Renamed"}}', 'invalid'],
      ['an empty name', '{"name":""}', 'invalid'],
      ['a name that is too long', `{"name":"${'x'.repeat(5000)}"}`, 'invalid'],
      ['a description that is a number', '{"description":5}', 'invalid'],
      ['a description that is a list', '{"description":[]}', 'invalid'],
      ['a description that is true', '{"description":true}', 'invalid'],
    ],
  },
  {
    vendor: 'nairi',
    list: '/api/public/v1/integrations/llm',
    listAllows: ['GET', 'POST', 'HEAD', 'OPTIONS'],
    record: '/api/public/v1/integrations/llm/ai_01KFRX8K1CKQGCV2W5J9C9Z37H',
    recordAllows: ['GET', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    body: '{"name":"Renamed"}',
    id: 'ai_01KFRX8K1CKQGCV2W5J9C9Z37H',
    contentType: 'application/json',
    keys: [['error']],
    words: {
      malformedBody: [400, 'invalid request: body'],
      malformedUrl: [400, 'invalid request'],
      invalid: [400, '"error":'],
      invalidId: [400, 'integration ID must be a valid ULID'],
      noSuchRoute: [404, 'not found'],
      notFound: [404, 'LLM integration not found'],
      methodNotAllowed: [405, 'method not allowed'],
      payloadTooLarge: [413, 'request body is too large'],
      unsupportedMediaType: [415, 'content type must be application/json'],
      unauthenticated: [401, 'unauthorized'],
    },
    readsQuery: false,
    wrong: [
      ['an empty object', '{}', 'invalid'],
      ['a name that is a number', '{"name":5}', 'invalid'],
      ['a name that is null', '{"name":null}', 'invalid'],
      ['a name that is a list', '{"name":["Renamed"]}', 'invalid'],
      ['a name that is an object', '{"name":{"en":"Renamed"}}', 'invalid'],
      ['a name that is true', '{"name":true}', 'invalid'],
      ['an empty name', '{"name":""}', 'invalid'],
      ['a name that is misspelt', '{"nmae":"Renamed"}', 'invalid'],
    ],
  },
  {
    vendor: 'respan',
    list: '/api/providers/',
    listAllows: ['GET', 'POST', 'HEAD', 'OPTIONS'],
    record: '/api/providers/123/',
    recordAllows: ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    body: '{"provider_name":"Renamed"}',
    id: '123',
    contentType: 'application/json',
    keys: [['detail'], ['detail', 'errors']],
    words: {
      malformedBody: [400, 'Invalid request format'],
      malformedUrl: [400, 'Invalid request format'],
      invalid: [422, 'Validation error'],
      invalidId: [404, 'Not found.'],
      noSuchRoute: [404, 'Not found.'],
      notFound: [404, 'Not found.'],
      methodNotAllowed: [405, 'not allowed.'],
      payloadTooLarge: [413, 'Request body too large.'],
      unsupportedMediaType: [415, 'Unsupported media type in request'],
      unauthenticated: [401, 'Authentication credentials were not provided.'],
    },
    readsQuery: false,
    wrong: [
      ['a name that is a number', '{"provider_name":5}', 'invalid'],
      ['a name that is null', '{"provider_name":null}', 'invalid'],
      ['a name that is a list', '{"provider_name":["Renamed"]}', 'invalid'],
      ['a name that is an object', '{"provider_name":{}}', 'invalid'],
      ['an API key that is a number', '{"api_key":5}', 'invalid'],
      ['an API key that is a list', '{"api_key":[]}', 'invalid'],
      ['further arguments that are a list', '{"extra_kwargs":[]}', 'invalid'],
      ['further arguments that are a text', '{"extra_kwargs":"base_url"}', 'invalid'],
    ],
  },
  {
    vendor: 'spideriq',
    list: '/api/v1/integrations',
    listAllows: ['GET', 'POST', 'HEAD', 'OPTIONS'],
    record: '/api/v1/integrations/42',
    recordAllows: ['PATCH', 'DELETE', 'OPTIONS'],
    body: '{"daily_limit":20000}',
    id: '42',
    contentType: 'application/json',
    keys: [['error', 'success'], ['detail']],
    words: {
      malformedBody: [400, 'Invalid JSON body'],
      malformedUrl: [400, 'Invalid request'],
      invalid: [400, '"success":false'],
      invalidId: [400, 'id must be an integer'],
      immutable: [400, 'cannot be updated'],
      noSuchRoute: [404, 'Not found'],
      notFound: [404, 'Integration not found'],
      methodNotAllowed: [405, 'Method not allowed'],
      payloadTooLarge: [413, 'Request body too large'],
      unsupportedMediaType: [415, 'Content-Type must be application/json'],
      unauthenticated: [401, 'Invalid authentication token format'],
    },
    readsQuery: true,
    wrong: [
      ['another action at the limit', '{"spend_limit_action":"shrug"}', 'invalid'],
      ['an action that is a number', '{"spend_limit_action":5}', 'invalid'],
      ['another period', '{"spend_limit_period":"yearly"}', 'invalid'],
      ['another provider', '{"provider_name":"mistral"}', 'immutable'],
      ['a provider that is a number', '{"provider_name":5}', 'immutable'],
      ['other credentials', '{"credentials":{"api_key":"sk-other"}}', 'immutable'],
      ['credentials that are a text', '{"credentials":"sk-other"}', 'immutable'],
      ['a limit that is a text', '{"daily_limit":"20000"}', 'invalid'],
      ['a limit that is no integer', '{"daily_limit":1.5}', 'invalid'],
      ['a limit below nothing', '{"daily_limit":-1}', 'invalid'],
      ['a limit that is a list', '{"minute_limit":[200]}', 'invalid'],
      ['a label that is a number', '{"key_label":5}', 'invalid'],
      ['a flag that is a text', '{"is_active":"true"}', 'invalid'],
      ['a flag that is a number', '{"is_primary":1}', 'invalid'],
    ],
  },
];
