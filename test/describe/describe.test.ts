/** `explain` describes what the engine does: completely, correctly, and in the order of the engine. */
import type { Vendor } from '../../src/engine/model/vendor.js';
import { relative } from 'node:path';
import { describeOperation, type OperationDescription } from '../../src/describe/operation.js';
import type { Point } from '../../src/describe/point.js';
import { rulesIn } from '../../src/describe/rules.js';
import { describeVendor } from '../../src/describe/vendor.js';
import { defaultLimits } from '../../src/http/client-limits.js';
import { DEFAULT_LEVEL, inParts, statedRules, TARGET, THE_REST, type Stated } from '../../src/grammar/evidence.js';
import { sampleOf } from '../support/depth.js';
import { directories, lab, vendorIn, type Answer, type Sent } from '../support/lab.js';
import { root } from '../support/double.js';

/** A rule and its evidence. The target of a refusal is left out: it depends on the operation's own words. */
function shownAs(id: string, { level, reference, parts = [{ part: THE_REST, level, reference }] }: Stated): string {
  const own = inParts(parts.filter(({ part }) => part !== TARGET));
  return `${id}: ${own.level} ${own.reference}`;
}

const described = (vendor: Vendor): OperationDescription[] =>
  [...vendor.rules.values()].map((rule) => describeOperation(vendor, rule));

const cases = (['documented', 'client', DEFAULT_LEVEL] as const).flatMap((level) =>
  sampleOf(directories, level === DEFAULT_LEVEL ? 3 : 5).map(
    (directory) => [relative(`${root}/specs`, directory), level, vendorIn(directory, level)] as const,
  ),
);

describe.each(cases)('%s, %s', (_, level, vendor) => {
  it('describes every rule of the behavior with its evidence, and no other', () => {
    const whole = describeVendor(vendor);
    const reported = [
      ...described(vendor).flatMap(rulesIn),
      ...whole.requests,
      ...whole.records,
      ...whole.refusals,
      ...whole.messages,
      ...whole.envelope,
    ] as Required<Point>[];
    const stated = statedRules(vendor.behavior).map((rule) => shownAs(rule.id, rule));
    const shown = new Set(reported.map((point) => shownAs(point.rule, point)));
    // At higher levels of evidence, some rules have no operation left.
    if (level === DEFAULT_LEVEL) expect(stated.filter((item) => !shown.has(item))).toEqual([]);
    expect([...shown].filter((item) => !stated.includes(item))).toEqual([]);
  });

  it('shows each refusal as the vendor answers it', async () => {
    const token = (reason: string): string =>
      vendor.seed.credentials.find(
        (credential) => credential.refuse === reason || (reason === 'forbidden' && credential.scopes?.length === 0),
      )?.token ?? '';
    const provoke: Record<string, Sent> = {
      unauthenticated: { token: '' },
      credentialRejected: { token: token('credentialRejected') },
      forbidden: { token: token('forbidden') },
      rateLimited: { token: token('rateLimited') },
      payloadTooLarge: { raw: new Uint8Array(20 * defaultLimits.maxBodySize + 1) },
      unsupportedMediaType: { raw: Buffer.from('{}'), type: 'text/plain' },
    };
    const bench = lab(vendor);
    for (const rule of vendor.rules.values()) {
      const { operation } = rule;
      const { refusals } = describeOperation(vendor, rule);
      for (const [reason, sent] of Object.entries(provoke)) {
        const reported = refusals.find((refusal) => refusal.reason === reason);
        // Without a credential, only the number of calls leads to rateLimited.
        if (reported === undefined || (reason === 'rateLimited' && operation.security.length === 0)) continue;
        const { status, body } = await bench.perform(operation, sent);
        expect([operation.id, reason, status, body]).toEqual([operation.id, reason, reported.status, reported.body]);
      }
    }
    expect(bench.complaints).toEqual([]);
  });
});

it('lists the refusals of an update in the order in which a call meets them', async () => {
  const vendor = vendorIn(directories.find((directory) => directory.endsWith('/arize')) ?? '');
  const update = vendor.rules.get('integrations_update');
  if (update === undefined) throw new Error('no update');
  const bench = lab(vendor);
  const id = (number: string): string => Buffer.from(`LlmIntegration:${number}`).toString('base64');
  const own = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
  const foreign = vendor.seed.credentials.find((credential) => credential.records)?.records?.['integration']?.[0]?.[
    'id'
  ];
  const taken = await bench.send('POST', '/v2/integrations', {
    body: { type: 'llm', name: 'Taken', config: { provider: 'openAI', api_key: 'key' } },
  });
  expect(taken.status).toBe(201);
  const unread = { raw: Buffer.from('{'), type: 'text/plain' };
  const call = (to: unknown, sent: Sent): Promise<Answer> =>
    bench.perform(update.operation, { params: { integration_id: to }, ...sent });
  const answers = [
    await call('another', { token: '', ...unread }),
    await call('another', { token: 'revoked-key', ...unread }),
    await call('another', { token: 'unscoped-key', ...unread }),
    await call('another', { token: 'limited-key', ...unread }),
    await call('another', unread),
    await call(id('99:zzzz'), { raw: new Uint8Array(defaultLimits.maxBodySize + 1), type: 'text/plain' }),
    await call(id('99:zzzz'), unread),
    await call(id('99:zzzz'), { raw: unread.raw, type: 'application/json' }),
    await call(id('99:zzzz'), { body: { type: 'other', name: '' } }),
    await call(id('99:zzzz'), { body: { type: 'other', config: { provider: 'other' } } }),
    await call(foreign, { body: { type: 'other', config: { provider: 'other' } } }),
    await call(own, { body: { type: 'other', config: { provider: 'other' } } }),
    await call(own, { body: { type: 'llm', config: { provider: 'other' } } }),
    await call(own, { body: { type: 'llm' } }),
    await call(own, { body: { type: 'llm', name: 'Taken' } }),
  ];
  const reported = describeOperation(vendor, update).refusals.map((refusal) => refusal.rule);
  expect(answers.map(({ headers }) => headers['x-stuntdouble-rule']?.split(';')[0]?.slice('arize.'.length))).toEqual(
    reported,
  );
  expect((await call(own, { body: { type: 'llm', name: 'Free' } })).status).toBe(200);
});
