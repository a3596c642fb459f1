/** Reading on behind mistakes of YAML parses the text again for each attempt: their number is bounded. */
import { repairYaml } from '../../src/loading/text/repair-yaml.js';

it('parses a bounded number of characters to read on behind mistakes', () => {
  const text = `${'  key: "a value"\n'.repeat(3000)}  last: { a: b\n`;
  const mistake = { offset: text.length - 5, said: 'a mistake that no change removes' };
  let parsed = 0;
  const { problems, text: meant } = repairYaml(text, mistake, (changed) => {
    parsed += changed.length;
    return mistake;
  });
  expect(parsed).toBeGreaterThan(5 * text.length);
  expect(parsed).toBeLessThanOrEqual(800_000);
  expect([problems.length, meant]).toEqual([1, undefined]);
});

it('does not read on behind a mistake in a long text', () => {
  const text = 'a: b\n'.repeat(20_000);
  const { problems, text: meant } = repairYaml(text, { offset: 0, said: 'a mistake' }, () => {
    throw new Error('parsed again');
  });
  expect([problems.length, meant]).toEqual([1, undefined]);
});
