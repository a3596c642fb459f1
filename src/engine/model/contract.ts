/** The Contract port: what serving needs of an OpenAPI document, and apart from it what tools ask. */
import type { RawBody } from './call.js';
import type { Json } from '../../grammar/json.js';
import type { Issue } from '../refusals/refusal.js';
import type { SecretPlaces } from '../values/secrets.js';
import type { Place } from './place.js';

export interface Operation {
  id: string;
  /** The document's own; empty where it has none. */
  summary: string;
  method: string;
  /** Template as in the document. */
  path: string;
  /** Names of the path parameters, in order. */
  parameters: string[];
  /** Alternatives; each maps a scheme to the scopes that it needs. None: anonymous. */
  security: Record<string, string[]>[];
  /** Media types of the request body, or undefined where the operation has none. */
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

export interface Violation {
  field: string;
  problem: string;
}

export interface SecurityScheme {
  name: string;
  kind: 'bearer' | 'basic' | 'http' | 'header' | 'query' | 'cookie';
  /** Of the header, query parameter or cookie; of `http`, the scheme. */
  parameter: string;
}

export interface Checked {
  params: Json;
  query: Json;
  body: unknown;
  issues: Issue[];
}

/** Names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface ValidateOptions {
  /** Whether the body is given the defaults of its schema: where a record is made, and not where one is changed. */
  bodyDefaults?: boolean;
}

/** What serving needs of an OpenAPI document. A schema is named by its component, or by a pointer: `#/paths/…`. */
export interface Contract {
  /** The document itself. */
  document: Json;
  title: string;
  /** Hosts (lower case, with port if any) that the document's servers name. */
  hosts: string[];
  operations: Operation[];
  securitySchemes: SecurityScheme[];
  /** The operation; or the methods that the path has; or undefined for an unknown path; or `malformed` for a bad percent-encoding. */
  match(method: string, path: string, query?: string): Match | { allow: string[] } | 'malformed' | undefined;
  /** The declared type that a body of this content type falls under; undefined: the operation takes none such. */
  bodyType(operation: Operation, contentType: string): string | undefined;
  /** A body that is no JSON as a value, or why it cannot be read. */
  decodeBody(operation: Operation, contentType: string, body: RawBody): { value: unknown } | { problem: string };
  /** Checks and converts the parameters, checks the body, drops what the server does not take. */
  validate(
    operation: Operation,
    params: Record<string, string>,
    query: string,
    body: unknown,
    headers?: Headers,
    options?: ValidateOptions,
  ): Checked;
  /** The value with only those parts that the schema of this reply declares. */
  project(operation: Operation, status: number, body: unknown): unknown;
  /** What the reply breaks; an undeclared status does. */
  check(operation: Operation, status: number, body: unknown): Violation[];
  /** Whether a status is declared for the operation, also as a range or as `default`. */
  declares(operation: Operation, status: number): boolean;
  /** The media type that a reply has; undefined where it has no body. */
  replyType(operation: Operation, status: number): string | undefined;
  /** The document's own example of a reply. */
  replyExample(operation: Operation, status: number): unknown;
  /** Where the write-only values of the body lie; undefined: there are none. */
  secrets(operation: Operation): SecretPlaces | undefined;
  /** The names of the properties in the body that are write-only. */
  secretNames(operation: Operation): string[];
  /** Where the write-only values lie of what a schema describes. */
  secretsOf(schema: string): SecretPlaces | undefined;
  /** Top-level fields that the body of this operation may set, below a path of the body where one is given. */
  writable(operation: Operation, at?: string): string[];
  /** What an object of this schema must have. */
  required(schema: string): MissingField[];
  /** The record, made valid by this schema: what is missing or does not fit is made up. The same one where nothing is wrong. */
  repair(schema: string, record: Json, make: (field: MissingField) => unknown): Json;
  /** The field paths that every valid body of this operation has. */
  supplied(operation: Operation): string[];
  queryParameters(operation: Operation): string[];
  /** Names of the header parameters, in lower case. */
  headerParameters(operation: Operation): string[];
  /** The schema of a field of a schema, without references. */
  fieldSchema(schema: string, path: string): Json | undefined;
  /** The schema of a reply, without references; undefined where it has no body. */
  replySchema(operation: Operation, status: number): Json | undefined;
  /** Apart from serving: what explaining, checking and verifying ask. */
  tools: ContractTools;
}

/** What tools ask of an OpenAPI document. */
export interface ContractTools {
  /** The place of the request body. */
  body(operation: Operation): Place | undefined;
  /** The place of a reply's body. */
  reply(operation: Operation, status: number): Place | undefined;
  schema(name: string): Place | undefined;
  /** The schema of a field of this schema, where whatever holds the field must have it. */
  requiredAt(schema: string, path: string): Json | undefined;
  /** Whether the body has a field at this path, or anything may stand there. */
  hasBodyField(operation: Operation, path: string): boolean;
  /** The same of what a schema describes. */
  hasField(schema: string, path: string): boolean;
  /** Whether the body of the operation is an object that takes no unknown fields; undefined where it is no such object. */
  closedBody(operation: Operation): boolean | undefined;
  /** Paths of the write-only fields in the body of this operation. */
  writeOnly(operation: Operation): string[];
  /** The schema of the body, without references; undefined where the operation has none. */
  bodySchema(operation: Operation): Json | undefined;
  /** The schemas of the query parameters, without references. */
  querySchemas(operation: Operation): Map<string, Json>;
  /** The document's own example of a call. */
  example(operation: Operation): { params: Json; body?: unknown };
  /** Schemas that could not be compiled so far: anything is valid by them. */
  unusable(): string[];
  /** Operations that no request reaches, and what answers in place of them. */
  unreachable(): { operation: Operation; by: Operation | undefined }[];
}

/** What made-up values need of a document. */
export interface SchemaSource {
  /** What a reference names. */
  resolve(ref: string): unknown;
  /** By the validator of replies. */
  isValid(schema: Json, value: unknown): boolean;
}

/** A field that each reply must have, with its schema. */
export interface MissingField {
  path: string;
  /** Without references, and without the alternatives that are written elsewhere. */
  schema: Json;
  /** undefined: the schema refers to nothing. */
  source?: SchemaSource;
  /** Whether fields that need not be there are made up as well. */
  full?: boolean;
}
