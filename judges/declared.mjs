// What a judge may find, and why: declared.yaml. What it finds besides fails, and so does what it no longer finds, unless it searches at random.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** `of` and `rule` are equal, `at` begins so, `says` is in the text; what a declaration leaves out is anything. */
const covers = ({ of, rule, at = '', says = '' }, finding) =>
  [undefined, finding.of].includes(of) &&
  rule === finding.rule &&
  finding.at.startsWith(at) &&
  finding.text.includes(says);

/**
 * Prints the verdict, and gives the exit code.
 * @param findings what the judge found: `{ of, rule, at, text }`, `of` being the document or vendor that it is about
 * @param isRandom whether it may miss what it found another time
 */
export function verdict(judge, findings, isRandom = false) {
  const declared = parse(readFileSync(join(import.meta.dirname, 'declared.yaml'), 'utf8'))[judge] ?? [];
  const open = findings.filter((it) => !declared.some((one) => covers(one, it)));
  const stale = isRandom ? [] : declared.filter((one) => !findings.some((it) => covers(one, it)));
  for (const { of, rule, at, text } of open) console.log(`${of}: ${rule} at ${at}\n    ${text}`);
  for (const one of stale) console.log(`declared and not found: ${JSON.stringify(one)}`);
  for (const one of declared.filter((it) => !it.reason))
    console.log(`declared without a reason: ${JSON.stringify(one)}`);
  const excused = findings.length - open.length;
  console.log(`${judge}: ${open.length} findings, ${excused} more declared`);
  return open.length + stale.length > 0 || declared.some((it) => !it.reason) ? 1 : 0;
}
