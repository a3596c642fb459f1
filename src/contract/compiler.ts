/** Validators by Ajv. A schema is compiled when the first value comes to it, once for each purpose. */
import { canonical } from '../engine/values/canonical.js';
import type { Json } from '../grammar/json.js';
import { Ajv2020, type ErrorObject, type FuncKeywordDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { LATER, Preparation, type Purpose } from './prepare.js';
import type { PatternEngine } from './patterns.js';
import type { Places } from './place.js';

type DataValidateFunction = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

export type Validate = (value: unknown) => readonly ErrorObject[];

export interface CompilerOptions {
  /** Or only the first mistake that is found. */
  allErrors: boolean;
  /** `fast`: dates and times by their look alone. */
  formats: 'full' | 'fast';
  /** What patterns are matched with. Default: RegExp. */
  regExp?: PatternEngine | undefined;
  /** Told of a schema that cannot be compiled; anything is valid by it. */
  unusable?: ((schema: unknown, why: string) => void) | undefined;
}

interface Later {
  schema: Json;
  purpose: Purpose;
  validate: ValidateFunction | undefined;
  /** What was found of parts of the value that is being checked. */
  known: Map<object, Result> | undefined;
}

interface Result {
  isValid: boolean;
  errors: ErrorObject[];
}

/** So many references are followed before results are remembered: trees of alternatives would be walked 2^depth times. */
const MANY_CALLS = 50;
/** Errors of one part: each alternative repeats those of its parts. */
const MAX_ERRORS = 50;

/** Characters of a prepared schema whose validator is shared by all equal ones. */
const MAX_SHARED = 1000;

const none: readonly ErrorObject[] = [];

export class SchemaCompiler {
  readonly #ajv: Ajv2020;
  readonly #preparation: Preparation;
  readonly #later: Later[] = [];
  /** Those that know something of the value that is being checked. */
  readonly #remembering: Later[] = [];
  #calls = 0;
  readonly #numbers = new Map<Json, Map<string, number>>();
  readonly #shared = new Map<string, ValidateFunction>();

  constructor(
    places: Places,
    private readonly options: CompilerOptions,
  ) {
    this.#ajv = newAjv(options);
    this.#ajv.addKeyword({ keyword: LATER, errors: 'full', compile: (number: number) => this.#whenNeeded(number) });
    const known = this.#ajv.formats;
    this.#preparation = new Preparation(
      places,
      (name) => Object.hasOwn(known, name),
      (schema, purpose) => this.#number(schema, purpose),
    );
  }

  compile(schema: unknown, purpose: Purpose): Validate {
    const validate = this.#compiled(schema, purpose);
    return (value) => {
      this.#calls = 0;
      const errors = validate(value) ? none : (validate.errors ?? none);
      for (const entry of this.#remembering.splice(0)) entry.known = undefined;
      return errors;
    };
  }

  #compiled(schema: unknown, purpose: Purpose): ValidateFunction {
    try {
      return this.#once(this.#preparation.prepare(schema, purpose));
    } catch (error) {
      this.options.unusable?.(schema, error instanceof Error ? error.message : String(error));
      return this.#ajv.compile(true);
    }
  }

  /** Documents repeat small schemas, such as that of an id in a path. References in a prepared schema are numbers. */
  #once(prepared: Json | boolean): ValidateFunction {
    const text = JSON.stringify(prepared);
    if (text.length > MAX_SHARED) return this.#ajv.compile(prepared);
    let validate = this.#shared.get(text);
    if (validate === undefined) this.#shared.set(text, (validate = this.#ajv.compile(prepared)));
    return validate;
  }

  #number(schema: Json, purpose: Purpose): number {
    let numbers = this.#numbers.get(schema);
    if (numbers === undefined) this.#numbers.set(schema, (numbers = new Map<string, number>()));
    const name = `${purpose.direction} ${purpose.defaults}`;
    let number = numbers.get(name);
    if (number === undefined) {
      number = this.#later.push({ schema, purpose, validate: undefined, known: undefined }) - 1;
      numbers.set(name, number);
    }
    return number;
  }

  /** Ajv hands over where the value stands, so that the places in errors are those of the whole value. */
  #whenNeeded(number: number): DataValidateFunction {
    const run: DataValidateFunction = (value: unknown, at) => {
      const entry = this.#later[number];
      if (entry === undefined) return true;
      const { isValid, errors } = this.#result(entry, value, at);
      run.errors = errors;
      return isValid;
    };
    return run;
  }

  #result(entry: Later, value: unknown, at: Parameters<ValidateFunction>[1]): Result {
    const remembers = ++this.#calls > MANY_CALLS && typeof value === 'object' && value !== null;
    const known = remembers ? entry.known?.get(value) : undefined;
    if (known) return known;
    entry.validate ??= this.#compiled(entry.schema, entry.purpose);
    const isValid = entry.validate(value, at);
    const result = { isValid, errors: (entry.validate.errors ?? []).slice(0, MAX_ERRORS) };
    if (remembers) this.#remember(entry, value, result);
    return result;
  }

  #remember(entry: Later, value: object, result: Result): void {
    if (entry.known === undefined) this.#remembering.push(entry);
    (entry.known ??= new Map<object, Result>()).set(value, result);
  }
}

function newAjv({ allErrors, formats: mode, regExp }: CompilerOptions): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors,
    useDefaults: true,
    validateFormats: true,
    multipleOfPrecision: 9,
    // The meta-schema is for `check`: what is served has passed it.
    meta: false,
    validateSchema: false,
    logger: false,
    // The code is what Ajv would write into a file of its own; nobody asks for one.
    ...(regExp && { code: { regExp: Object.assign((pattern: string) => regExp(pattern), { code: '' }) } }),
  });
  formats.default(ajv, { mode });
  // Theirs compares each with each.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', errors: 'full', schema: true, validate: areUnique });
  // Theirs takes time with the square of the text, hours for a megabyte.
  ajv.addFormat('url', (text: string) => /^(?:https?|ftp):/i.test(text) && URL.canParse(text));
  if (mode === 'full') strictTimes(ajv);
  for (const annotation of ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'])
    Reflect.deleteProperty(ajv.formats, annotation);
  return ajv;
}

/** RFC 3339 has neither a space in place of the T nor an offset without its colon; ajv-formats takes both. */
function strictTimes(ajv: Ajv2020): void {
  for (const name of ['date-time', 'time'] as const) {
    const known = formats.default.get(name, 'full') as { validate: (text: string) => boolean };
    ajv.addFormat(name, (text: string) => OFFSET.test(text) && !text.includes(' ') && known.validate(text));
  }
}

const OFFSET = /(?:z|[+-]\d\d:\d\d)$/i;

/** `uniqueItems` in time linear in the list. */
const areUnique: DataValidateFunction & ((wanted: unknown, items: unknown[]) => boolean) = (
  wanted: unknown,
  items: unknown,
) => {
  if (wanted !== true || !Array.isArray(items)) return true;
  const seen = new Map<string, number>();
  for (const [j, item] of items.entries()) {
    const key = canonical(item);
    const i = seen.get(key);
    if (i !== undefined) {
      const message = `must NOT have duplicate items (items ## ${i} and ${j} are identical)`;
      areUnique.errors = [{ keyword: 'uniqueItems', params: { i, j }, message }];
      return false;
    }
    seen.set(key, j);
  }
  return true;
};
