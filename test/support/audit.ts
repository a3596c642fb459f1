/** docs/evidence.md: each rule of each vendor with the verdict of whoever read it against the sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statedRules } from '../../src/grammar/evidence.js';
import { constraintsOf } from './constraints.js';
import { directories, vendorIn } from './lab.js';
import { root } from './double.js';

export const auditFile = join(root, 'docs/evidence.md');

const ROW = /^\| `(.+?)` \| (.+?) \| (\w+) \|$/;

/** Rows of the tables: `vendor.rule`, its evidence, the verdict. */
export const auditedRules = (): { rule: string; evidence: string; verdict: string }[] => {
  let vendor = '';
  return readFileSync(auditFile, 'utf8')
    .split('\n')
    .flatMap((line) => {
      vendor = /^## (\S+)$/.exec(line)?.[1] ?? vendor;
      const [, rule, evidence = '', verdict = ''] = ROW.exec(line) ?? [];
      return rule === undefined ? [] : [{ rule: `${vendor}.${rule}`, evidence, verdict }];
    });
};

export const rulesToAudit = (): { rule: string; evidence: string }[] =>
  directories.flatMap((directory) => {
    const vendor = vendorIn(directory);
    return statedRules(vendor.behavior).map(({ id, level, reference }) => ({
      rule: `${vendor.name}.${id}`,
      evidence: `${level} ${reference}`.replaceAll('|', '\\|'),
    }));
  });

export const constraintCounts = (): Record<string, number> =>
  Object.fromEntries(
    directories.map((directory) => {
      const vendor = vendorIn(directory);
      return [vendor.name, constraintsOf(vendor.contract.document).length];
    }),
  );
