/** Compiles validators with Ajv, each on first use, once per purpose. */
import { canonical } from '../engine/values/canonical.js';
import type { Json } from '../grammar/json.js';
import {
  Ajv2020,
  type Code,
  type ErrorObject,
  type FuncKeywordDefinition,
  type JSONType,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import { _, _Code } from 'ajv/dist/compile/codegen/code.js';
import type { ScopeValueSets } from 'ajv/dist/compile/codegen/index.js';
import formats from 'ajv-formats';
import { CHOICE, choosing, MANY, matchingMany, type Choice, type Many } from './choice.js';
import { LATER, Preparation, type Purpose } from './prepare.js';
import type { PatternEngine } from './patterns.js';
import type { Places } from './schema-place.js';

type DataValidateFunction = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

export type Validate = (value: unknown) => readonly ErrorObject[];

export interface CompilerOptions {
  /** false: report only the first mistake. */
  allErrors: boolean;
  /** `fast`: checks dates and times by their form only. */
  formats: 'full' | 'fast';
  /** Matches patterns. Default: RegExp. */
  regExp?: PatternEngine | undefined;
  /** Called for a schema that cannot be compiled. It accepts any value. */
  unusable?: ((schema: unknown, why: string) => void) | undefined;
}

interface Later {
  schema: Json;
  purpose: Purpose;
  validate: ValidateFunction | undefined;
  /** Cached results for parts of the current value, by `cacheKey`. */
  known: Map<unknown, Result> | undefined;
  /** The parts of the current value that it is being applied to, by `cacheKey`. */
  running: unknown[];
}

interface Result {
  isValid: boolean;
  errors: ErrorObject[];
}

/** Number of references after which results are cached: trees of alternatives would be visited 2^depth times. */
const MANY_CALLS = 50;
/** Maximum number of errors per part, because each alternative repeats those of its parts. */
const MAX_ERRORS = 50;

/** Maximum length of a prepared schema whose validator is shared by equal schemas. */
const MAX_SHARED = 1000;
/**
 * Maximum length of a prepared schema whose validator ends at the first mistake. Its code is nested as deep as the schema
 * has parts; the code of 1,600 properties exceeds V8's stack.
 */
const MAX_NESTED = 10_000;

/** Maximum length of a prepared schema whose validator certainly fits on V8's stack. */
const MAX_UNTRIED = 100_000;

/** @throws Error if the validator does not fit on V8's stack, with room for its callers */
function tryOnce(validate: ValidateFunction, callers = 500): void {
  if (callers > 0) return tryOnce(validate, callers - 1);
  try {
    validate(undefined);
  } catch (error) {
    throw error instanceof RangeError ? new Error('the schema is too large to be compiled') : error;
  }
}

const none: readonly ErrorObject[] = [];
/** The parameter of an error that holds those of a part. */
const HELD = 'held';

/** The errors, at most so many, with those that they hold in their place. */
function flattened(errors: readonly ErrorObject[], most = Infinity): ErrorObject[] {
  const out: ErrorObject[] = [];
  const add = (list: readonly Partial<ErrorObject>[], at: string): void => {
    for (const error of list) {
      if (out.length >= most) return;
      const { instancePath = at } = error;
      const held = error.params?.[HELD] as Partial<ErrorObject>[] | undefined;
      if (held) add(held, instancePath);
      else
        out.push(
          error.instancePath === undefined ? ({ ...error, instancePath } as ErrorObject) : (error as ErrorObject),
        );
    }
  };
  add(errors, '');
  return out;
}

/** Maximum number of errors of one value that keywords hold. Beyond that, each failure holds one. */
const MAX_HELD = 10_000;

const valid: Result = { isValid: true, errors: [] };

export class SchemaCompiler {
  readonly #ajv: Ajv2020;
  readonly #preparation: Preparation;
  readonly #later: Later[] = [];
  /** Schemas with cached results for the current value. */
  readonly #remembering: Later[] = [];
  #calls = 0;
  readonly #held = { count: 0 };
  readonly #numbers = new Map<Json, Map<string, number>>();
  readonly #shared = new Map<string, ValidateFunction>();

  constructor(
    places: Places,
    private readonly options: CompilerOptions,
  ) {
    this.#ajv = newAjv(options, this.#held);
    const once = (part: Json | boolean): ValidateFunction => this.#once(part);
    addKeyword(this.#ajv, this.#held, LATER, (number: number) => this.#whenNeeded(number));
    addKeyword(this.#ajv, this.#held, CHOICE, (choice: Choice) => choosing(choice, once));
    addKeyword(this.#ajv, this.#held, MANY, (many: Many) => matchingMany(many, once));
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
      this.#held.count = 0;
      const errors = validate(value) ? none : flattened(validate.errors ?? none);
      if (this.#remembering.length > 0) for (const entry of this.#remembering.splice(0)) entry.known = undefined;
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

  /** Shares validators, because documents repeat small schemas such as that of an id. Prepared references are numbers. */
  #once(prepared: Json | boolean): ValidateFunction {
    const text = JSON.stringify(prepared);
    if (text.length > MAX_SHARED) return this.#compile(prepared, text);
    let validate = this.#shared.get(text);
    if (validate === undefined) this.#shared.set(text, (validate = this.#compile(prepared, text)));
    return validate;
  }

  #compile(prepared: Json | boolean, text: string): ValidateFunction {
    const options = this.#ajv.opts;
    options.allErrors = this.options.allErrors || text.length > MAX_NESTED;
    // Ajv would collect the names of all parts of a schema for each part.
    options.unevaluated = text.includes('"unevaluated');
    const validate = this.#ajv.compile(prepared);
    if (text.length > MAX_UNTRIED) tryOnce(validate);
    return validate;
  }

  #number(schema: Json, purpose: Purpose): number {
    let numbers = this.#numbers.get(schema);
    if (numbers === undefined) this.#numbers.set(schema, (numbers = new Map<string, number>()));
    const name = `${purpose.direction} ${purpose.defaults}`;
    let number = numbers.get(name);
    if (number === undefined) {
      number = this.#later.push({ schema, purpose, validate: undefined, known: undefined, running: [] }) - 1;
      numbers.set(name, number);
    }
    return number;
  }

  /** Ajv passes the path of the value, so that error paths start at the whole value. */
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
    const remembers = ++this.#calls > MANY_CALLS;
    const isNested = entry.running.length > 0;
    const key = remembers || isNested ? cacheKey(value, at?.instancePath) : value;
    const known = remembers ? entry.known?.get(key) : undefined;
    if (known) return known;
    // The schema refers to itself for the same value: the inner application adds no constraint.
    if (isNested && entry.running.includes(key)) return valid;
    entry.validate ??= this.#compiled(entry.schema, entry.purpose);
    entry.running.push(key);
    try {
      const result = entry.validate(value, at)
        ? valid
        : { isValid: false, errors: flattened((entry.validate.errors ?? none).slice(0, MAX_ERRORS), MAX_ERRORS) };
      if (remembers) this.#remember(entry, key, result);
      return result;
    } finally {
      entry.running.pop();
    }
  }

  #remember(entry: Later, key: unknown, result: Result): void {
    if (entry.known === undefined) this.#remembering.push(entry);
    (entry.known ??= new Map<unknown, Result>()).set(key, result);
  }
}

/** Objects are their own key. Scalars are distinguished by path and value, since a property name is checked at the path of its object. */
const cacheKey = (value: unknown, place = ''): unknown =>
  typeof value === 'object' && value !== null ? value : `${place} ${typeof value} ${String(value)}`;

/** Ajv would copy all earlier errors each time the keyword adds its own: it adds one, which holds them. */
function addKeyword(
  ajv: Ajv2020,
  held: { count: number },
  keyword: string,
  compile: (value: never) => DataValidateFunction,
  type?: JSONType,
): void {
  const last: { errors: readonly Partial<ErrorObject>[] } = { errors: none };
  ajv.addKeyword({
    keyword,
    ...(type && { type }),
    errors: false,
    error: {
      message: `must pass ${keyword}`,
      params: ({ gen }) => _`{${HELD}: ${gen.scopeValue('obj', { ref: last })}.errors}`,
    },
    compile: (value: unknown): DataValidateFunction => {
      const run = compile(value as never);
      return (data: unknown, at) => {
        const isValid = run(data, at) as boolean;
        if (isValid) return true;
        const errors = run.errors ?? none;
        last.errors = held.count > MAX_HELD ? errors.slice(0, 1) : errors;
        held.count += last.errors.length;
        return false;
      };
    },
  });
}

function newAjv({ allErrors, formats: mode, regExp }: CompilerOptions, held: { count: number }): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors,
    useDefaults: true,
    validateFormats: true,
    multipleOfPrecision: 9,
    // `check` validates the meta-schema, so serving need not.
    meta: false,
    validateSchema: false,
    logger: false,
    code: {
      // Takes longer than compiling; V8 does the same for code that runs often.
      optimize: false,
      // Standalone code is not used.
      ...(regExp && { regExp: Object.assign((pattern: string) => regExp(pattern), { code: '' }) }),
    },
  });
  // Ajv's own takes quadratic time in the number of values.
  ajv.scope.scopeRefs = (scope, values = {}): Code =>
    new _Code(
      Object.values(values as ScopeValueSets)
        .flatMap((names) => [...(names ?? [])])
        .map((name) => `const ${name.str} = ${scope.str}${name.scopePath?.toString() ?? ''};`)
        .join(''),
    );
  formats.default(ajv, { mode });
  // Ajv's own keyword compares each pair.
  ajv.removeKeyword('uniqueItems');
  addKeyword(ajv, held, 'uniqueItems', uniqueItems, 'array');
  // The own format of ajv-formats takes quadratic time: hours for a megabyte.
  ajv.addFormat('url', (text: string) => /^(?:https?|ftp):/i.test(text) && URL.canParse(text));
  if (mode === 'full') strictTimes(ajv);
  else for (const [name, form] of Object.entries(FAST)) ajv.addFormat(name, form);
  for (const annotation of ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'])
    Reflect.deleteProperty(ajv.formats, annotation);
  return ajv;
}

/** RFC 3339 allows neither a space instead of the T nor an offset without a colon; ajv-formats accepts both. */
function strictTimes(ajv: Ajv2020): void {
  for (const name of ['date-time', 'time'] as const) {
    const known = formats.default.get(name, 'full') as { validate: (text: string) => boolean };
    ajv.addFormat(name, (text: string) => OFFSET.test(text) && !text.includes(' ') && known.validate(text));
  }
}

/** Formats by pattern only, for replies: those of ajv-formats allow times and addresses of other forms. */
const FAST = {
  'date-time': /^\d{4}-[01]\d-[0-3]\dt(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/i,
  time: /^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/i,
  uri: /^[a-z][a-z\d+\-.]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i,
  'uri-reference': /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i,
};

const OFFSET = /(?:z|[+-]\d\d:\d\d)$/i;

/** `uniqueItems` in time linear in the list. */
function uniqueItems(wanted: unknown): DataValidateFunction {
  const run: DataValidateFunction = (items: unknown) => {
    if (wanted !== true || !Array.isArray(items)) return true;
    const seen = new Map<string, number>();
    for (const [j, item] of items.entries()) {
      const key = canonical(item);
      const i = seen.get(key);
      if (i !== undefined) {
        const message = `must NOT have duplicate items (items ## ${i} and ${j} are identical)`;
        run.errors = [{ keyword: 'uniqueItems', params: { i, j }, message }];
        return false;
      }
      seen.set(key, j);
    }
    return true;
  };
  return run;
}
