// Compares the findings of a judge with declared.yaml. A finding that is not declared fails. So does a declared one that is not found, unless the judge searches at random.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What is declared of a vendor holds for its editions: `acme` for `acme@2`. */
const baseOf = (name) => name.replace(/@[^/]+/, '');

/** `of` and `rule` match exactly, `at` by prefix, `says` by substring; a missing field matches anything. */
const covers = ({ of, rule, at = '', says = '' }, finding) =>
  [undefined, finding.of, baseOf(finding.of)].includes(of) &&
  rule === finding.rule &&
  finding.at.startsWith(at) &&
  finding.text.includes(says);

/**
 * Prints the verdict and returns the exit code.
 * @param findings `{ of, rule, at, text }`, where `of` is the document or vendor
 * @param isRandom whether a run may miss what another run found
 */
export function verdict(judge, findings, isRandom = false) {
  const declared = parse(readFileSync(join(import.meta.dirname, 'declared.yaml'), 'utf8'))[judge] ?? [];
  const open = findings.filter((finding) => !declared.some((one) => covers(one, finding)));
  const stale = isRandom ? [] : declared.filter((one) => !findings.some((finding) => covers(one, finding)));
  for (const { of, rule, at, text } of open) console.log(`${of}: ${rule} at ${at}\n    ${text}`);
  for (const one of stale) console.log(`declared but not found: ${JSON.stringify(one)}`);
  for (const one of declared.filter((item) => !item.reason))
    console.log(`declared without a reason: ${JSON.stringify(one)}`);
  const excused = findings.length - open.length;
  console.log(`${judge}: ${open.length} findings, ${excused} more declared`);
  return open.length + stale.length > 0 || declared.some((item) => !item.reason) ? 1 : 0;
}
