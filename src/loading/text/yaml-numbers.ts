import { isExact } from '../../engine/request/parse-json.js';

/** Whether a float holds the number that is written. YAML has other forms than JSON: `+1`, `.5`, `1.`, `0xff`, `0o17`, `.inf`. */
export function isKept(source: string, value: number): boolean {
  if (/^0[xo]/.test(source)) return Number.isSafeInteger(value) || BigInt(source) === BigInt(value);
  if (/^[-+]?\.[in]/i.test(source)) return true;
  return isExact(
    source
      .replace('+', (sign, at) => (at === 0 ? '' : sign))
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?!\d)/, ''),
  );
}
