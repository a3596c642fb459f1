/** Compiles validators with Ajv, each on first use, once per purpose. */
import type { Json } from '../grammar/json.js';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv, type AjvOptions } from './ajv.js';
import { CHOICE, choosing, MANY, matchingMany, type Choice, type Many } from './choice.js';
import { addKeyword, flattened, type DataValidateFunction, type HeldCount } from './held-errors.js';
import { LATER, Preparation, type Purpose } from './prepare.js';
import type { Places } from './schema-place.js';
import { counting, Work } from './work.js';

/** @throws TooMuchWork */
export type Validate = (value: unknown) => readonly ErrorObject[];

export interface CompilerOptions extends AjvOptions {
  /** Maximum work for a small value, in units of `work.ts`. */
  maxWork?: number | undefined;
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

/** The cost of a reference. */
const REFERENCE = 30;

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
const valid: Result = { isValid: true, errors: [] };

export class SchemaCompiler {
  readonly #ajv: Ajv2020;
  readonly #preparation: Preparation;
  readonly #later: Later[] = [];
  /** Schemas with cached results for the current value. */
  readonly #remembering: Later[] = [];
  #calls = 0;
  readonly #held: HeldCount = { count: 0 };
  readonly #work: Work;
  readonly #numbers = new Map<Json, Map<string, number>>();
  readonly #shared = new Map<string, ValidateFunction>();

  constructor(
    places: Places,
    private readonly options: CompilerOptions,
  ) {
    this.#work = new Work(options.maxWork);
    this.#ajv = newAjv(options, this.#held, this.#work);
    const once = (part: Json | boolean): ValidateFunction => this.#once(part, true);
    addKeyword(this.#ajv, this.#held, LATER, (number: number) => this.#whenNeeded(number));
    addKeyword(this.#ajv, this.#held, CHOICE, (choice: Choice) => choosing(choice, once));
    addKeyword(this.#ajv, this.#held, MANY, (many: Many) => matchingMany(many, once, this.#work));
    const known = this.#ajv.formats;
    this.#preparation = new Preparation(
      places,
      (name) => Object.hasOwn(known, name),
      (schema, purpose) => this.#number(schema, purpose),
    );
  }

  compile(schema: unknown, purpose: Purpose): Validate {
    const validate = this.#compiled(schema, purpose, false);
    return (value) => {
      this.#calls = 0;
      this.#held.count = 0;
      this.#work.start(value);
      try {
        return validate(value) ? none : flattened(validate.errors ?? none);
      } finally {
        this.#work.end();
        if (this.#remembering.length > 0) for (const entry of this.#remembering.splice(0)) entry.known = undefined;
      }
    };
  }

  /** @param isRepeated whether several schemas may apply to the same value */
  #compiled(schema: unknown, purpose: Purpose, isRepeated: boolean): ValidateFunction {
    try {
      return this.#once(this.#preparation.prepare(schema, purpose), isRepeated);
    } catch (error) {
      this.options.unusable?.(schema, error instanceof Error ? error.message : String(error));
      return this.#ajv.compile(true);
    }
  }

  /** Shares validators, because documents repeat small schemas such as that of an id. Prepared references are numbers. */
  #once(prepared: Json | boolean, isRepeated: boolean): ValidateFunction {
    const text = JSON.stringify(prepared);
    if (text.length > MAX_SHARED) return this.#compile(prepared, text, isRepeated);
    const key = isRepeated ? text : `once ${text}`;
    let validate = this.#shared.get(key);
    if (validate === undefined) this.#shared.set(key, (validate = this.#compile(prepared, text, isRepeated)));
    return validate;
  }

  #compile(prepared: Json | boolean, text: string, isRepeated: boolean): ValidateFunction {
    const options = this.#ajv.opts;
    options.allErrors = this.options.allErrors || text.length > MAX_NESTED;
    // Ajv would collect the names of all parts of a schema for each part.
    options.unevaluated = text.includes('"unevaluated');
    const validate = this.#ajv.compile(counting(prepared, { isRepeated, allErrors: options.allErrors }));
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
    this.#work.spend(REFERENCE);
    const isNested = entry.running.length > 0;
    const key = remembers || isNested ? cacheKey(value, at?.instancePath) : value;
    const known = remembers ? entry.known?.get(key) : undefined;
    if (known) return known;
    // The schema refers to itself for the same value: the inner application adds no constraint.
    if (isNested && entry.running.includes(key)) return valid;
    entry.validate ??= this.#compiled(entry.schema, entry.purpose, true);
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
