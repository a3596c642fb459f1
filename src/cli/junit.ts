/** Verdicts as JUnit XML, in the form that CI servers read (https://github.com/testmoapp/junitxml). */
import type { CaseResult } from '../verify/run/verify.js';

export function junit(vendor: string, results: readonly CaseResult[]): string {
  const countOf = (...verdicts: CaseResult['verdict'][]): number =>
    results.filter((result) => verdicts.includes(result.verdict)).length;
  const time = results.reduce((sum, result) => sum + result.duration, 0);
  const suite = attributes({
    name: `stuntdouble verify ${vendor}`,
    tests: results.length,
    failures: countOf('failed'),
    errors: countOf('could not run'),
    skipped: countOf('skipped'),
    time: time / 1000,
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites>`,
    `<testsuite ${suite}>`,
    ...results.map((result) => testcase(vendor, result)),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testcase(vendor: string, { case: id, title, rules, verdict, reason, failures, duration }: CaseResult): string {
  const head = attributes({ classname: `${vendor}.${id}`, name: title, time: duration / 1000 });
  const properties = rules.map((rule) => `<property ${attributes({ name: 'rule', value: rule })}/>`).join('');
  const inner = `<properties>${properties}</properties>${outcome(verdict, reason, failures)}`;
  return `<testcase ${head}>${inner}</testcase>`;
}

function outcome(verdict: CaseResult['verdict'], reason: string | undefined, failures: CaseResult['failures']): string {
  switch (verdict) {
    case 'passed':
      return '';
    case 'skipped':
      return `<skipped ${attributes({ message: reason ?? '' })}/>`;
    case 'could not run':
      return `<error ${attributes({ message: reason ?? '' })}/>`;
    case 'failed': {
      const lines = failures.map(
        (failure) => `${failure.step} ${failure.call}: expected ${failure.expected}, got ${failure.actual}`,
      );
      return `<failure ${attributes({ message: lines[0] ?? '' })}>${escaped(lines.join('\n'))}</failure>`;
    }
    default:
      return verdict satisfies never;
  }
}

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 does not allow control characters and lone surrogates, even escaped. */
const escaped = (text: string): string =>
  Buffer.from(text)
    .toString()
    // eslint-disable-next-line no-control-regex -- these are the ones that XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
