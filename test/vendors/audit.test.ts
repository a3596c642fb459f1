/**
 * A rule whose evidence changes has to be read again: its row in docs/evidence.md says so until somebody has.
 * `npm run evidence:docs` writes the page.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { auditedRules, auditFile, auditPage } from '../support/audit.js';

it('docs/evidence.md has each rule as it is stated today, and counts them', () => {
  const text = readFileSync(auditFile, 'utf8');
  const page = auditPage(text);
  if (process.env['WRITE_EVIDENCE'] !== undefined) writeFileSync(auditFile, page);
  else expect(text).toBe(page);
});

it('docs/evidence.md has a verdict for each rule, and none is overclaimed', () => {
  const audited = auditedRules(readFileSync(auditFile, 'utf8'));
  expect(audited.length).toBeGreaterThan(300);
  expect(audited.filter(({ verdict }) => verdict !== 'sound')).toEqual([]);
});

describe('the page', () => {
  const text = readFileSync(auditFile, 'utf8');
  const row = /^\| `requests\.trailingSlash` \| (.+) \| sound \|$/m;

  it('asks for a reading of a rule whose evidence is another one', () => {
    const stale = text.replace(row, '| `requests.trailingSlash` | documented S1 | sound |');
    const rows = auditedRules(auditPage(stale)).filter(({ verdict }) => verdict !== 'sound');
    expect(rows).toEqual([expect.objectContaining({ rule: 'arize.requests.trailingSlash', verdict: 'unread' })]);
    expect(auditPage(stale)).toMatch(/^\| arize \| \d+ \| \d+ \| \d+ \| 0 \| 1 \|$/m);
  });

  it('counts a rule that was found overclaimed', () => {
    const found = text.replace(row, '| `requests.trailingSlash` | $1 | overclaimed |');
    expect(auditPage(found)).toMatch(/^\| arize \| \d+ \| \d+ \| \d+ \| 1 \| 0 \|$/m);
  });
});
