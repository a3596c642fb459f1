import { statedRules } from '../../src/grammar/evidence.js';
import { startDouble } from '../../src/index.js';
import { directories, vendorIn } from '../support/lab.js';

describe('the rules of a behavior', () => {
  it('are named as the replies name them', async () => {
    await using double = await startDouble({ vendors: ['arize'] });
    const reply = await double.fetch('/arize/v2/integrations/nonsense', { headers: { authorization: 'Bearer key' } });
    const [name, level] = (reply.headers.get('x-stuntdouble-rule') ?? '').split('; ');
    const vendor = vendorIn(directories.find((directory) => directory.endsWith('/arize')) ?? '');
    const rule = statedRules(vendor.behavior).find(({ id }) => `arize.${id}` === name);
    expect(rule).toMatchObject({
      id: 'refusals.invalidId',
      level,
      reference: 'body.detail: A9; body.type, body.title: client F34; the rest: documented F43',
    });
  });

  it.each(directories)('have names of their own in %s', (directory) => {
    const ids = statedRules(vendorIn(directory).behavior).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(30);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
