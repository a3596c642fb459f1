/** Validators by Ajv. A schema is compiled when the first value comes to it, once for each purpose. */
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
}

const none: readonly ErrorObject[] = [];

export class SchemaCompiler {
  readonly #ajv: Ajv2020;
  readonly #preparation: Preparation;
  readonly #later: Later[] = [];
  readonly #numbers = new Map<Json, Map<string, number>>();

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
    return (value) => (validate(value) ? none : (validate.errors ?? none));
  }

  #compiled(schema: unknown, purpose: Purpose): ValidateFunction {
    try {
      return this.#ajv.compile(this.#preparation.prepare(schema, purpose));
    } catch (error) {
      this.options.unusable?.(schema, error instanceof Error ? error.message : String(error));
      return this.#ajv.compile(true);
    }
  }

  #number(schema: Json, purpose: Purpose): number {
    let numbers = this.#numbers.get(schema);
    if (numbers === undefined) this.#numbers.set(schema, (numbers = new Map<string, number>()));
    const name = `${purpose.direction} ${purpose.defaults}`;
    let number = numbers.get(name);
    if (number === undefined) {
      number = this.#later.push({ schema, purpose, validate: undefined }) - 1;
      numbers.set(name, number);
    }
    return number;
  }

  /** Ajv hands over where the value stands, so that the places in errors are those of the whole value. */
  #whenNeeded(number: number): DataValidateFunction {
    const run: DataValidateFunction = (value: unknown, at) => {
      const entry = this.#later[number];
      if (entry === undefined) return true;
      entry.validate ??= this.#compiled(entry.schema, entry.purpose);
      const isValid = entry.validate(value, at);
      run.errors = entry.validate.errors ?? [];
      return isValid;
    };
    return run;
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
