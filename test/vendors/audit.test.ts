/** A rule whose evidence changes has to be read again: its row in docs/evidence.md no longer fits. */
import { readFileSync } from 'node:fs';
import { auditedRules, auditFile, constraintCounts, rulesToAudit } from '../support/audit.js';

it('docs/evidence.md has a verdict for each rule as it is stated today, and none is overclaimed', () => {
  const audited = auditedRules();
  expect(audited.map(({ rule, evidence }) => ({ rule, evidence }))).toEqual(rulesToAudit());
  expect(audited.filter(({ verdict }) => verdict !== 'sound')).toEqual([]);
});

it('docs/evidence.md counts the rules and the constraints', () => {
  const text = readFileSync(auditFile, 'utf8');
  for (const [vendor, constraints] of Object.entries(constraintCounts())) {
    const rules = rulesToAudit().filter(({ rule }) => rule.startsWith(`${vendor}.`)).length;
    expect(text).toContain(`| ${vendor} | ${rules} | ${constraints} | 0 |`);
  }
});
