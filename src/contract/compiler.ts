/** Compiles validators with Ajv, each on first use, once per purpose. */
import type { Json } from '../grammar/json.js';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv, type AjvOptions } from './ajv.js';
import { CHOICE, choosing, MANY, type Choice } from './choice.js';
import { hasMany } from './has-many.js';
import { addKeyword, flattened, HeldErrors, type DataValidateFunction } from './held-errors.js';
import { Interpreter } from './interpreter/interpreter.js';
import { LATER, Preparation, type Purpose } from './prepare.js';
import type { Places } from './schema-place.js';
import { counting, Work } from './work.js';

/** @throws TooMuchWork */
export type Validate = (value: unknown) => readonly ErrorObject[];

export interface CompilerOptions extends AjvOptions {
  /** Maximum work for a small value, in units of `work.ts`. */
  maxWork?: number | undefined;
  /** Maximum length of a prepared schema for which code is generated. Default: 20,000. */
  maxGenerated?: number | undefined;
  /** Called for a schema that cannot be compiled. It accepts any value. */
  unusable?: ((schema: unknown, why: string) => void) | undefined;
}

interface Later {
  schema: Json;
  purpose: Purpose;
  validate: ValidateFunction | undefined;
  meanwhile: ValidateFunction | undefined;
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

/** Maximum length of a prepared schema for which code is generated: Ajv and V8 take a tenth of a second for it. */
const MAX_GENERATED = 20_000;

const none: readonly ErrorObject[] = [];
const valid: Result = { isValid: true, errors: [] };

export class SchemaCompiler {
  readonly #ajv: Ajv2020;
  readonly #preparation: Preparation;
  readonly #later: Later[] = [];
  /** Schemas with cached results for the current value. */
  readonly #remembering: Later[] = [];
  #calls = 0;
  readonly #held = new HeldErrors();
  readonly #interpreter: Interpreter;
  /** Length of the schemas for which code was generated since the current value came. */
  #generated = 0;
  readonly #work: Work;
  readonly #numbers = new Map<Json, Map<string, number>>();
  readonly #shared = new Map<string, ValidateFunction>();
  /** By purpose and schema, for `compileOnce`. */
  readonly #compiledOnce = new Map<string, Validate>();
  readonly #maxGenerated: number;

  constructor(
    places: Places,
    private readonly options: CompilerOptions,
  ) {
    this.#maxGenerated = options.maxGenerated ?? MAX_GENERATED;
    this.#work = new Work(options.maxWork);
    this.#ajv = newAjv(options, this.#held, this.#work);
    const once = (part: Json | boolean): ValidateFunction => this.#once(part, true);
    addKeyword(this.#ajv, this.#held, LATER, (number: number) => this.#whenNeeded(number));
    addKeyword(this.#ajv, this.#held, CHOICE, (choice: Choice) => choosing(choice, once));
    this.#interpreter = new Interpreter({
      ajv: this.#ajv,
      work: this.#work,
      held: this.#held,
      counted: (part) => counting(part, { isRepeated: true, allErrors: options.allErrors }),
    });
    const ofMany = (many: unknown): unknown => this.#interpreter.validator({ [MANY]: many }, options.allErrors);
    addKeyword(this.#ajv, this.#held, MANY, ofMany as (many: never) => DataValidateFunction);
    const known = this.#ajv.formats;
    this.#preparation = new Preparation(
      places,
      (name) => Object.hasOwn(known, name),
      (schema, purpose) => this.#number(schema, purpose),
    );
  }

  /** Like `compile`, but equal schemas share a validator if they are small and have no references, such as those of ids in paths. */
  compileOnce(schema: unknown, purpose: Purpose): Validate {
    if (hasMany(schema)) return this.compile(schema, purpose);
    const text = JSON.stringify(schema);
    // A reference may depend on its place.
    if (text.includes('"$ref"')) return this.compile(schema, purpose);
    const key = `${purpose.direction} ${purpose.defaults} ${text}`;
    let validate = this.#compiledOnce.get(key);
    if (validate === undefined) this.#compiledOnce.set(key, (validate = this.compile(schema, purpose)));
    return validate;
  }

  compile(schema: unknown, purpose: Purpose): Validate {
    this.#generated = 0;
    const validate = this.#compiled(schema, purpose, false);
    return (value) => {
      this.#calls = 0;
      this.#held.start();
      this.#generated = 0;
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
    if (text.length > MAX_SHARED || this.#isBusy) return this.#compile(prepared, text, isRepeated);
    const key = isRepeated ? text : `once ${text}`;
    let validate = this.#shared.get(key);
    if (validate === undefined) this.#shared.set(key, (validate = this.#compile(prepared, text, isRepeated)));
    return validate;
  }

  /** Whether enough code was generated for the current value. */
  get #isBusy(): boolean {
    return this.#generated > this.#maxGenerated;
  }

  #compile(prepared: Json | boolean, text: string, isRepeated: boolean): ValidateFunction {
    const options = this.#ajv.opts;
    const isLarge = text.length > this.#maxGenerated || this.#isBusy || text.includes('"unevaluated');
    options.allErrors = this.options.allErrors || (!isLarge && text.length > MAX_NESTED);
    // Ajv would collect the names of all parts of a schema for each part.
    options.unevaluated = text.includes('"unevaluated');
    const counted = counting(prepared, { isRepeated, allErrors: options.allErrors });
    if (isLarge) return this.#interpreter.validator(counted, options.allErrors);
    this.#generated += text.length;
    return this.#ajv.compile(counted);
  }

  #number(schema: Json, purpose: Purpose): number {
    let numbers = this.#numbers.get(schema);
    if (numbers === undefined) this.#numbers.set(schema, (numbers = new Map<string, number>()));
    const name = `${purpose.direction} ${purpose.defaults}`;
    let number = numbers.get(name);
    if (number === undefined) {
      number =
        this.#later.push({
          schema,
          purpose,
          validate: undefined,
          meanwhile: undefined,
          known: undefined,
          running: [],
        }) - 1;
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
    const validate = this.#validatorOf(entry);
    entry.running.push(key);
    try {
      const result = validate(value, at)
        ? valid
        : { isValid: false, errors: flattened((validate.errors ?? none).slice(0, MAX_ERRORS), MAX_ERRORS) };
      if (remembers) this.#remember(entry, key, result);
      return result;
    } finally {
      entry.running.pop();
    }
  }

  /** A reference that is interpreted because of many others gets its code by a later value. */
  #validatorOf(entry: Later): ValidateFunction {
    if (entry.validate) return entry.validate;
    if (this.#isBusy) return (entry.meanwhile ??= this.#compiled(entry.schema, entry.purpose, true));
    entry.meanwhile = undefined;
    return (entry.validate = this.#compiled(entry.schema, entry.purpose, true));
  }

  #remember(entry: Later, key: unknown, result: Result): void {
    if (entry.known === undefined) this.#remembering.push(entry);
    (entry.known ??= new Map<unknown, Result>()).set(key, result);
  }
}

/** Objects are their own key. Scalars are distinguished by path and value, since a property name is checked at the path of its object. */
const cacheKey = (value: unknown, place = ''): unknown =>
  typeof value === 'object' && value !== null ? value : `${place} ${typeof value} ${String(value)}`;
