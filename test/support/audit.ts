/** docs/evidence.md: each rule of each vendor with the verdict of a review against the sources. */
import { join } from 'node:path';
import { statedRules } from '../../src/grammar/evidence.js';
import { constraintsOf } from './constraints.js';
import { directories, vendorIn } from './lab.js';
import { root } from './double.js';
import { directoriesOf } from '../../src/loading/vendor-places.js';
import { casesOfPage, isEdition } from './sources.js';

export const auditFile = join(root, 'docs/evidence.md');
/** `npm run evidence:docs` writes everything after this line. */
const GENERATED = '<!-- Written by `npm run evidence:docs`; only the verdicts are written by hand. -->';
/** The verdict of a rule that was not reviewed in its current form. */
const UNREAD = 'unread';

const ROW = /^\| `(.+?)` \| (.+?) \| (\w+) \|$/;

interface Audited {
  /** `vendor.rule` */
  rule: string;
  evidence: string;
  verdict: string;
}

export const auditedRules = (text: string): Audited[] => {
  let vendor = '';
  return text.split('\n').flatMap((line) => {
    vendor = /^## (\S+)$/.exec(line)?.[1] ?? vendor;
    const [, rule, evidence = '', verdict = ''] = ROW.exec(line) ?? [];
    return rule === undefined ? [] : [{ rule: `${vendor}.${rule}`, evidence, verdict }];
  });
};

/** The rules of a vendor. Of an edition those that it states itself: the others are those of its base. */
function rulesOf(directory: string): StatedRule[] {
  const rules = statedRules(vendorIn(directory).behavior);
  if (!isEdition(directory)) return rules;
  const [, base = ''] = directoriesOf(directory);
  const label = ({ id, level, reference }: StatedRule): string => [id, level, reference].join(' ');
  const known = new Set(statedRules(vendorIn(base).behavior).map(label));
  return rules.filter((rule) => !known.has(label(rule)));
}

type StatedRule = ReturnType<typeof statedRules>[number];

/** The page as it has to be: its introduction, counts, and each rule with the verdict that it had with this very evidence. */
export function auditPage(text: string): string {
  const verdicts = new Map(auditedRules(text).map(({ rule, evidence, verdict }) => [`${rule} ${evidence}`, verdict]));
  const vendors = directories.map((directory) => {
    const vendor = vendorIn(directory);
    const rows = rulesOf(directory).map(({ id, level, reference }) => {
      const evidence = `${level} ${reference}`.replaceAll('|', '\\|');
      return { id, evidence, verdict: verdicts.get(`${vendor.name}.${id} ${evidence}`) ?? UNREAD };
    });
    const constraints = constraintsOf(vendor.contract.document).length;
    return { name: vendor.name, rows, constraints, cases: casesOfPage(directory).length };
  });
  const counts = vendors.map(({ name, rows, constraints, cases }) => {
    const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
    return `| ${[name, rows.length, constraints, cases, count('overclaimed'), count(UNREAD)].join(' | ')} |`;
  });
  const tables = vendors.map(({ name, rows }) =>
    [
      `## ${name}\n`,
      '| rule | evidence | verdict |\n|---|---|---|',
      ...rows.map(({ id, evidence, verdict }) => `| \`${id}\` | ${evidence} | ${verdict} |`),
    ].join('\n'),
  );
  const [introduction = ''] = text.split(GENERATED);
  const head = '| vendor | rules | constraints | cases of the page | overclaimed | unread |\n|---|---|---|---|---|---|';
  return `${introduction}${GENERATED}\n\n${[head, ...counts].join('\n')}\n\n${tables.join('\n\n')}\n`;
}
