/** `enum` in time that does not depend on the number of its values. */
import type { Ajv2020, KeywordCxt } from 'ajv/dist/2020.js';
import { _ } from 'ajv/dist/compile/codegen/code.js';
import own from 'ajv/dist/vocabularies/validation/enum.js';
import { canonical } from '../engine/values/canonical.js';
import type { Work } from './work.js';

/** Up to this number of scalars, comparing each is fastest. */
const FEW = 16;

export function addEnum(ajv: Ajv2020, work: Work): void {
  const { code } = own.default as unknown as { code: (cxt: KeywordCxt) => void };
  ajv.removeKeyword('enum');
  ajv.addKeyword({
    ...(own.default as object),
    keyword: 'enum',
    before: 'not',
    code(cxt: KeywordCxt) {
      const values = cxt.schema as unknown[];
      if (values.length <= FEW && !values.some(isComposite)) return code(cxt);
      const has = cxt.gen.scopeValue('obj', { ref: enumCheck(values, work) });
      cxt.pass(_`${has}(${cxt.data})`);
    },
  });
}

const isComposite = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Whether a value is one of these. */
export function enumCheck(values: readonly unknown[], work: Work): (value: unknown) => boolean {
  const scalars = new Set(values.filter((value) => !isComposite(value)));
  const composites = new Set(values.filter(isComposite).map(canonical));
  return (value) => {
    if (!isComposite(value)) return scalars.has(value);
    if (composites.size === 0) return false;
    const text = canonical(value);
    work.spend(text.length);
    return composites.has(text);
  };
}
