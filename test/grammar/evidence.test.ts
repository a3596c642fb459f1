import { relyingOn, stated, statedRefusal, statedRules } from '../../src/grammar/evidence.js';
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

describe('a rule that relies on another one', () => {
  const own = { documented: 'S1', parts: { cause: { assumed: 'A1' } } };
  const target = { documented: 'S2', parts: { 'body.error': { assumed: 'A2' } } };

  it('names the weak part of the other one beside its own', () => {
    const { level, reference } = relyingOn(stated(own), stated(target), 'message');
    expect([level, reference]).toEqual(['assumed', 'cause: A1; message: A2; the rest: documented S1']);
    expect(relyingOn(stated(own), stated({ documented: 'S2' }), 'message')).toEqual(stated(own));
  });

  it('names no part of a target that is assumed as a whole', () => {
    const evidence = { documented: 'S1', parts: { as: { assumed: 'A3' } } };
    const refusals = { foreign: { as: 'notFound', evidence }, notFound: { status: 404, evidence: target } };
    expect(statedRefusal(refusals as never, 'foreign').reference).toBe('as: A3; the rest: documented S1');
  });
});
