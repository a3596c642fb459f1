/** Validates requests: parameters, and bodies by their media types. Removes read-only and undeclared body fields. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, type Json } from '../grammar/json.js';
import type { RawBody } from '../engine/model/call.js';
import type { Checked, Headers, Operation, ValidateOptions } from '../engine/model/contract.js';
import { decodeBody, type Decoded } from './bodies/decode.js';
import { essence } from '../engine/values/media-type.js';
import { declaredFor, mainType, mediaOf, schemaOf, typesOf } from './bodies/media-types.js';
import type { Issue } from '../engine/model/refusal.js';
import { splitPatch } from '../engine/values/merge-patch.js';
import type { SchemaCompiler } from './compiler.js';
import { examplesOf } from './document-parts.js';
import { ExampleMistakes, mistakeName, type Mistakes } from './example-mistakes.js';
import { memo } from './memo-by-operation.js';
import type { Declared } from './operations.js';
import { queryInTemplate } from './parameters/parameter.js';
import { parseParameters } from './parameters/parse.js';
import type { Places, SchemaPlace } from './schema-place.js';
import { FieldRemover } from './field-remover.js';
import { hasMany } from './has-many.js';
import { issueOf, requestValidators, type RequestValidators } from './validators.js';

interface Parts {
  places: Places;
  get: (operation: Operation) => Declared;
  /** Validators that find all mistakes, or only the first. */
  all: () => SchemaCompiler;
  first: () => SchemaCompiler;
}

/** The functions of an operation and a media type, each made by the first request that needs it. */
interface OwnFunctions {
  creating?: RequestValidators;
  changing?: RequestValidators;
  takes?: (body: unknown) => unknown;
}

const noHeaders: Headers = {};
const noOptions: ValidateOptions = {};

export class Requests {
  readonly #projection = new FieldRemover('readOnly');

  constructor(private readonly parts: Parts) {}

  /** The declared media type that matches this content type. */
  readonly bodyType = (operation: Operation, contentType: string): string | undefined =>
    declaredFor(this.#types(operation), contentType);

  readonly decodeBody = (operation: Operation, contentType: string, body: RawBody): Decoded => {
    const at = this.#typeAt(operation, contentType);
    const media = mediaOf(this.parts.get(operation).requestBody, this.#types(operation)[at]);
    return decodeBody(body, contentType, this.#place(operation, at).place, media);
  };

  /** The schema of the JSON type, otherwise of the first type. */
  schema(operation: Operation): Json | undefined {
    return this.#schema(operation, this.#main(operation)).schema;
  }

  place(operation: Operation): SchemaPlace | undefined {
    return this.#place(operation, this.#main(operation)).place;
  }

  /** The parameters in a place, including those that the template requires. */
  names(operation: Operation, where: 'query' | 'header'): string[] {
    const { parameters } = this.parts.get(operation);
    const all = [...parameters, ...queryInTemplate(operation.path, parameters)];
    return all.flatMap((parameter) => (parameter['in'] === where ? [String(parameter['name'])] : []));
  }

  readonly validate = (
    operation: Operation,
    params: Record<string, string>,
    query: string,
    body: unknown,
    headers: Headers = noHeaders,
    { bodyDefaults = true, trustExamples = false }: ValidateOptions = noOptions,
  ): Checked => {
    const at = this.#typeAt(operation, headers['content-type']);
    const own = this.#own(operation, at);
    const { parameters, checkParameters, checkBody, requiresBody } = bodyDefaults
      ? (own.creating ??= this.#make(this.parts.all(), operation, at, true))
      : (own.changing ??= this.#make(this.parts.all(), operation, at, false));
    const parsed = parseParameters(parameters, { params, query, headers });
    const { issues, path, query: asked, header, cookie } = parsed;
    const wrong = checkParameters({ path, query: asked, header, cookie });
    addIssues(issues, wrong, trustExamples ? (issue) => this.#isShown(operation, issue) : undefined);
    const patch = isMergePatch(headers, body) ? splitPatch(body, this.#place(operation, at).place) : undefined;
    if (body === undefined && requiresBody) {
      const missing = checkBody({ requestBody: {} });
      if (missing.length === 0) issues.push({ in: 'body', field: '', keyword: 'required', params: {} });
      for (const error of missing) issues.push(issueOf(error));
    } else if (body !== undefined && !isPatch(headers, body)) {
      // Finding all mistakes of a body with many parts would take seconds.
      const check = hasMany(body) ? this.#ofMany(operation, at, bodyDefaults).checkBody : checkBody;
      const errors = check({ requestBody: patch?.kept ?? body });
      if (errors.length > 0) addIssues(issues, errors, trustExamples ? this.#isShownIn(operation, at) : undefined);
    }
    if (patch !== undefined && patch.removed.length > 0) drop(issues, 'minProperties');
    const taken = body === undefined || isPatch(headers) ? body : (own.takes ??= this.#takes(operation, at))(body);
    const checked = { params: path, query: asked, body: taken, issues };
    return patch ? { ...checked, removed: patch.removed } : checked;
  };

  /** Finds mistakes that the document's own examples have as well: the schema is stricter than the API. */
  #isShownIn(operation: Operation, at: number): (issue: Issue) => boolean {
    const shown = this.#brokenByExamples(operation, at);
    const { place } = this.#place(operation, at);
    return (issue) => shown.has(mistakeName(issue)) || this.#examples.isShown(place, issue);
  }

  /** Whether the document's own example of a parameter has the same mistake. */
  #isShown(operation: Operation, { in: where, keyword, field }: Issue): boolean {
    const { places, get } = this.parts;
    const [name = '', ...rest] = field.split('.');
    const raw = get(operation).parameters.find((one) => one['in'] === where && one['name'] === name);
    const schema = raw?.['schema'];
    if (raw === undefined || keyword === 'required' || !isObject(schema)) return false;
    const issue: Issue = { in: where, keyword, field: rest.join('.'), params: {} };
    const own = examplesOf(places.document, { ...raw, schema: undefined });
    return this.#examples.of(schema, own).has(mistakeName(issue)) || this.#examples.isShown(places.of(schema), issue);
  }

  /** The mistakes that examples of a body have, for each media type with such an example. */
  brokenByExamples(operation: Operation): { type: string; issues: Issue[] }[] {
    return this.#types(operation).flatMap((type, at) => {
      const found = [
        ...this.#brokenByExamples(operation, at).values(),
        ...this.#examples.within(this.#place(operation, at).place),
      ];
      const issues = [...new Map(found.map((issue) => [mistakeName(issue), issue])).values()];
      return issues.length === 0 ? [] : [{ type, issues }];
    });
  }

  readonly #examples = new ExampleMistakes(() => this.parts.all());

  readonly #brokenByExamples = memo((operation, at): Mistakes => {
    const media = mediaOf(this.parts.get(operation).requestBody, this.#types(operation)[at]);
    const { schema } = this.#schema(operation, at);
    return schema === undefined ? new Map() : this.#examples.of(schema, examplesOf(this.parts.places.document, media));
  });

  readonly #types = memo((operation) => typesOf(this.parts.get(operation).requestBody));

  /** The index of the JSON type, otherwise of the first type. */
  readonly #main = memo((operation) => {
    const main = mainType(this.parts.get(operation).requestBody);
    return main === undefined ? 0 : this.#types(operation).indexOf(main);
  });

  /** By the index of the media type in the document. */
  readonly #schema = memo((operation, at) => ({
    schema: schemaOf(this.parts.get(operation).requestBody, this.#types(operation)[at]),
  }));

  readonly #place = memo((operation, at) => {
    const { schema } = this.#schema(operation, at);
    return { place: schema && this.parts.places.of(schema) };
  });

  #takes(operation: Operation, at: number): (body: unknown) => unknown {
    return this.#projection.whole(this.#place(operation, at).place);
  }

  readonly #own = memo((): OwnFunctions => ({}));
  readonly #creatingMany = memo((operation, at) => this.#make(this.parts.first(), operation, at, true));
  readonly #changingMany = memo((operation, at) => this.#make(this.parts.first(), operation, at, false));

  #ofMany(operation: Operation, at: number, defaults: boolean): RequestValidators {
    return defaults ? this.#creatingMany(operation, at) : this.#changingMany(operation, at);
  }

  #make(compiler: SchemaCompiler, operation: Operation, at: number, defaults: boolean): RequestValidators {
    const { places, get } = this.parts;
    return requestValidators(places, compiler, get(operation), this.#schema(operation, at).schema, defaults);
  }

  #typeAt(operation: Operation, contentType: unknown): number {
    if (typeof contentType !== 'string') return this.#main(operation);
    const types = this.#types(operation);
    if (types.length < 2) return 0;
    const declared = declaredFor(types, contentType);
    return declared === undefined ? this.#main(operation) : types.indexOf(declared);
  }
}

/** Maximum number of mistakes that are reported of a request. */
const MAX_ISSUES = 1000;

function addIssues(
  issues: Issue[],
  errors: readonly ErrorObject[],
  isIgnored: ((issue: Issue) => boolean) | undefined,
): void {
  for (const error of errors) {
    if (issues.length >= MAX_ISSUES) return;
    const issue = issueOf(error);
    if (isIgnored?.(issue) !== true) issues.push(issue);
  }
}

const isMergePatch = ({ 'content-type': type }: Headers, body: unknown): body is Json =>
  type !== 'application/json' && isObject(body) && essence(String(type ?? '')) === 'application/merge-patch+json';

/** Removes the issues of a keyword in the body: a merge patch may leave an object without members. */
function drop(issues: Issue[], keyword: string): void {
  const kept = issues.filter((issue) => issue.in !== 'body' || issue.keyword !== keyword);
  issues.splice(0, issues.length, ...kept);
}

/** Whether the content type is JSON Patch and the body is an object, which is treated as fields to set. */
const isPatch = ({ 'content-type': type }: Headers, body: unknown = {}): boolean =>
  type !== 'application/json' && isObject(body) && essence(String(type ?? '')) === 'application/json-patch+json';
