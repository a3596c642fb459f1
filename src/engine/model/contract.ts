/** The Contract port: what the engine asks of an OpenAPI document. */
import type { RawBody } from './call.js';
import type { Json } from '../../grammar/json.js';
import type { Issue } from '../refusals/refusal.js';

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

/** What the OpenAPI document answers. */
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
    headers?: Readonly<Record<string, string | string[] | undefined>>,
    options?: {
      /** Whether the defaults of the schema are put into the body. Default true; not for updates. */
      bodyDefaults?: boolean;
    },
  ): { params: Json; query: Json; body: unknown; issues: Issue[] };
  /** The value with only those parts that the schema of this reply declares. */
  project(operation: Operation, status: number, body: unknown): unknown;
  /** What the reply breaks; an undeclared status does. */
  check(operation: Operation, status: number, body: unknown): Violation[];
  /** Whether a status is declared for the operation, also as a range or as `default`. */
  declares(operation: Operation, status: number): boolean;
  /** Whether the body of the operation is an object that takes no unknown fields; undefined where it is no such object. */
  closedBody(operation: Operation): boolean | undefined;
  /** Paths of the write-only fields in the body of this operation. */
  writeOnly(operation: Operation): string[];
  /** Top-level fields that the body of this operation may set, below a path of the body where one is given. */
  writable(operation: Operation, at?: string): string[];
  /** What an object of this schema must have. Here and below, a schema is a component's name or a pointer (`#/…`) into the document. */
  required(schema: string): MissingField[];
  /** The schema of a field of a schema. */
  fieldSchema(schema: string, path: string): Json | undefined;
  /** The same, where whatever holds the field must have it. */
  requiredAt(schema: string, path: string): Json | undefined;
  /** The field paths that a component schema declares; `field.*` where anything may stand below. */
  paths(schema: string): string[];
  /** The field paths that the body of this operation declares. */
  bodyPaths(operation: Operation): string[];
  /** The field paths that every valid body of this operation has. */
  supplied(operation: Operation): string[];
  queryParameters(operation: Operation): string[];
  /** The schema of the body, without references; undefined where the operation has none. */
  bodySchema(operation: Operation): Json | undefined;
  /** The schemas of the query parameters, without references. */
  querySchemas(operation: Operation): Map<string, Json>;
  /** The schema of a reply; undefined where it has no body. */
  replySchema(operation: Operation, status: number): Json | undefined;
  /** Names of the header parameters, in lower case. */
  headerParameters(operation: Operation): string[];
  /** The document's own example of a reply. */
  replyExample(operation: Operation, status: number): unknown;
  /** The document's own example of a call. */
  example(operation: Operation): { params: Json; body?: unknown };
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
  schema: Json;
  /** undefined: the schema refers to nothing. */
  source?: SchemaSource;
  /** Whether fields that need not be there are made up as well. */
  full?: boolean;
}
