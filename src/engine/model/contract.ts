/** The Contract port: an OpenAPI document as serving uses it, and separately as tools use it. */
import type { RawBody } from './call.js';
import type { Json } from '../../grammar/json.js';
import type { Issue } from './refusal.js';
import type { SecretPlaces } from '../values/secrets.js';
import type { Place } from '../values/place.js';

export interface Operation {
  id: string;
  /** From the document; '' if it has none. */
  summary: string;
  method: string;
  /** Template as in the document. */
  path: string;
  /** Names of the path parameters, in order. */
  parameters: string[];
  /** Alternatives; each maps schemes to required scopes. Empty: no credential is needed. */
  security: Record<string, string[]>[];
  /** Media types of the request body; undefined: the operation has no body. */
  mediaTypes?: string[];
  /** Declared statuses below 300. */
  successes: number[];
  /** All declared statuses. */
  statuses: number[];
}

export interface Match {
  operation: Operation;
  params: Record<string, string>;
}

/** A declared header of a reply. */
export interface ReplyHeader {
  /** In lower case. */
  name: string;
  /** For a required header: an example, or a value that its schema allows. */
  value?: string;
}

export interface Violation {
  field: string;
  problem: string;
}

export interface SchemaMistake {
  /** JSON pointer into the value; for a missing property, that of the property. */
  pointer: string;
  /** As a phrase: `must be string`. */
  problem: string;
}

export interface SecurityScheme {
  name: string;
  kind: 'bearer' | 'basic' | 'http' | 'header' | 'query' | 'cookie';
  /** Name of the header, query parameter or cookie; for `http`, the name of the scheme. */
  parameter: string;
}

/** The problem of a `SchemaMistake` at a required value that is not there. */
export const MISSING = 'is missing';
/** The problem of a member that the schema does not allow. */
export const UNKNOWN = 'is unknown';

export interface Checked {
  params: Json;
  query: Json;
  body: unknown;
  issues: Issue[];
  /** Of a merge patch (RFC 7396): the paths of the members that it removes. */
  removed?: readonly string[];
}

/** Header names are in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface ValidateOptions {
  /** Whether to fill in the defaults of the body's schema. True for new records, not for updates. */
  bodyDefaults?: boolean;
  /** Whether a body may break the schema where an example of the document breaks it too. True for inferred behaviors. */
  trustExamples?: boolean;
}

/** An OpenAPI document as serving uses it. A schema is named by its component, or by a pointer: `#/paths/…`. */
export interface Contract {
  /** The document itself. */
  document: Json;
  title: string;
  /** Hosts (lower case, with port if any) that the document's servers name. */
  hosts: string[];
  operations: Operation[];
  securitySchemes: SecurityScheme[];
  /** `allow`: the path has only these other methods. undefined: unknown path. `malformed`: invalid percent-encoding. */
  match(method: string, path: string, query?: string): Match | { allow: string[] } | 'malformed' | undefined;
  /** The declared media type that matches this content type; undefined: none. */
  bodyType(operation: Operation, contentType: string): string | undefined;
  /** Decodes a body that is not JSON. */
  decodeBody(operation: Operation, contentType: string, body: RawBody): { value: unknown } | { problem: string };
  /** Converts and checks parameters, checks the body, removes read-only and undeclared fields. */
  validate(
    operation: Operation,
    params: Record<string, string>,
    query: string,
    body: unknown,
    headers?: Headers,
    options?: ValidateOptions,
  ): Checked;
  /** The body with only those fields that the schema of this reply declares. */
  project(operation: Operation, status: number, body: unknown): unknown;
  /** Violations of the reply schema. An undeclared status is a violation. */
  check(operation: Operation, status: number, body: unknown): Violation[];
  /** Whether the operation declares a status, directly, as a range (`4XX`) or as `default`. */
  declares(operation: Operation, status: number): boolean;
  /** The media type of a reply; undefined: it has no body. */
  replyType(operation: Operation, status: number): string | undefined;
  /** The headers that a reply is declared to have. */
  replyHeaders(operation: Operation, status: number): readonly ReplyHeader[];
  /** The document's own example of a reply. */
  replyExample(operation: Operation, status: number): unknown;
  /** Places of the write-only values in the body; undefined: none. */
  secrets(operation: Operation): SecretPlaces | undefined;
  /** Names of the write-only properties in the body. */
  secretNames(operation: Operation): string[];
  /**
   * Names, in lower case, of properties and parameters of the operation with `format: password`, and of write-only
   * parameters: the journal redacts their values. undefined: none.
   */
  passwords(operation: Operation): ReadonlySet<string> | undefined;
  /** Places of the write-only values in a schema; undefined: none. */
  secretsOf(schema: string): SecretPlaces | undefined;
  /** Top-level fields that the body may set. `at`: below this path of the body. */
  writable(operation: Operation, at?: string): string[];
  /** The required fields of a schema that are not there. `has` is asked about the path of each. */
  missing(schema: string, has: (path: string) => boolean): MissingField[];
  /**
   * Makes a record valid by this schema: `make` supplies missing and invalid values. An invalid optional value is removed,
   * except at `kept`. Returns a valid record unchanged.
   */
  repair(schema: string, record: Json, make: (field: MissingField) => unknown, kept?: string): Json;
  /** The mistakes of a value by a schema; none: it is valid. */
  mistakes(schema: string, value: unknown): SchemaMistake[];
  /** Whether every valid body has a field at this path, once the defaults of its schema are filled in. */
  supplies(operation: Operation, path: string): boolean;
  /** Whether a request can have an invalid body, or an invalid parameter besides those of the path. */
  canBeInvalid(operation: Operation): boolean;
  queryParameters(operation: Operation): string[];
  /** Names of the header parameters, in lower case. */
  headerParameters(operation: Operation): string[];
  /** The schema of a field, with references resolved. */
  fieldSchema(schema: string, path: string): Json | undefined;
  /** The schema of a reply, with references resolved; undefined: no body. */
  replySchema(operation: Operation, status: number): Json | undefined;
  /** For explain, check and verify. */
  tools: ContractTools;
}

/** An OpenAPI document as tools use it. */
export interface ContractTools {
  /** The place of the request body. */
  body(operation: Operation): Place | undefined;
  /** The place of a reply's body. */
  reply(operation: Operation, status: number): Place | undefined;
  schema(name: string): Place | undefined;
  /** The names under components.schemas. */
  schemaNames(): string[];
  /** The schema of a record, as something that can be made up. */
  recordSchema(name: string): MissingField | undefined;
  /** The schema of a field, if the object that holds it requires it. */
  requiredAt(schema: string, path: string): Json | undefined;
  /** Whether the body declares a field at this path, or allows undeclared ones there. */
  hasBodyField(operation: Operation, path: string): boolean;
  /** The same for a schema. */
  hasField(schema: string, path: string): boolean;
  /** Whether the body is an object that allows no unknown fields; undefined: the body is not an object. */
  closedBody(operation: Operation): boolean | undefined;
  /** The schema of the body, with references resolved; undefined: no body. */
  bodySchema(operation: Operation): Json | undefined;
  /** The schema of a path parameter, with references resolved; undefined: it has none. */
  pathSchema(operation: Operation, parameter: string): Json | undefined;
  /** The schemas of the query parameters, with references resolved. */
  querySchemas(operation: Operation): Map<string, Json>;
  /** The document's own example of a call. */
  example(operation: Operation): { params: Json; body?: unknown };
  /** Schemas that could not be compiled so far. They accept any value. */
  unusable(): string[];
  /** The mistakes that an example of the body has, by operation and media type. `validate` can ignore them. */
  brokenByExamples(): { operation: Operation; type: string; issues: Issue[] }[];
  /** Operations that no request reaches, and the operation that answers instead. */
  unreachable(): { operation: Operation; by: Operation | undefined }[];
}

/** The document, for making up values. */
export interface SchemaSource {
  /** The target of a `$ref`. */
  resolve(ref: string): unknown;
  /** Uses the validator of replies. */
  isValid(schema: Json, value: unknown): boolean;
}

/** A required field of a reply, with its schema. */
export interface MissingField {
  path: string;
  /** References are resolved; alternatives in other schemas are left out. */
  schema: Json;
  /** undefined: the schema has no references. */
  source?: SchemaSource;
  /** Whether to make up optional fields too. */
  full?: boolean;
  /** Whether to make up values even if the document has an example, so that records differ. */
  varied?: boolean;
}
