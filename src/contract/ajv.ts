/** Ajv with keywords and formats that take linear time. */
import { canonical } from '../engine/values/canonical.js';
import { Ajv2020, type Code } from 'ajv/dist/2020.js';
import { _Code } from 'ajv/dist/compile/codegen/code.js';
import type { ScopeValueSets } from 'ajv/dist/compile/codegen/index.js';
import formats from 'ajv-formats';
import { addKeyword, type DataValidateFunction, type HeldErrors } from './held-errors.js';
import { addEnum } from './enum.js';
import { metered, type PatternEngine } from './metered-pattern.js';
import { addCounting, type Work } from './work.js';

export interface AjvOptions {
  /** false: report only the first mistake. */
  allErrors: boolean;
  /** `fast`: checks dates and times by their form only. */
  formats: 'full' | 'fast';
  /** Matches patterns. Default: RegExp. */
  regExp?: PatternEngine | undefined;
}

export function newAjv({ allErrors, formats: mode, regExp }: AjvOptions, held: HeldErrors, work: Work): Ajv2020 {
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
      ...(regExp && { regExp: Object.assign((pattern: string) => metered(regExp(pattern), work), { code: '' }) }),
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
  addKeyword(ajv, held, 'uniqueItems', (wanted: unknown) => uniqueItems(wanted, work), 'array');
  addEnum(ajv, work);
  addCounting(ajv, work);
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
function uniqueItems(wanted: unknown, work: Work): DataValidateFunction {
  const run: DataValidateFunction = (items: unknown) => {
    if (wanted !== true || !Array.isArray(items)) return true;
    const seen = new Map<string, number>();
    for (const [j, item] of items.entries()) {
      const key = canonical(item);
      work.spend(10 + 5 * key.length);
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
