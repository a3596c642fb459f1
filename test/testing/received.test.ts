/** `toHaveReceived`: when it passes, and its message when it fails. */
import { matchers, useDouble } from '../../src/testing/jest.js';

const double = useDouble({ vendors: ['arize', 'langdock', 'spideriq'] });
const UPDATE = 'arize.integrations_update';
const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';

async function send(method: string, path: string, body?: unknown, at = double.url('arize')): Promise<number> {
  const reply = await fetch(at + path, {
    method,
    headers: { authorization: 'Bearer test-key', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await reply.arrayBuffer();
  return reply.status;
}

const rename = (name: string, more: object = {}): Promise<number> => send('PATCH', one, { type: 'llm', name, ...more });

/** What a failing expectation tells. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
}

describe('it passes', () => {
  it('for a call of the operation, with other calls before and after', async () => {
    await rename('New');
    await send('GET', '/v2/integrations');
    expect(double).toHaveReceived(UPDATE);
    expect(double).toHaveReceived('arize.integrations_list');
    expect(double).not.toHaveReceived('arize.integrations_delete');
    expect(double).not.toHaveReceived('spideriq.listIntegrations');
  });

  it('for the called vendor, and not for another one with an operation of that name', async () => {
    await send('GET', '/api/v1/integrations', undefined, double.url('spideriq'));
    expect(double).toHaveReceived('spideriq.listIntegrations', { status: 200 });
    expect(double).not.toHaveReceived('langdock.listIntegrations');
  });

  it('for a partial body, at any depth', async () => {
    await rename('New', { scopings: [{ organization_id: 'T3JnOjE=', space_id: null }] });
    expect(double).toHaveReceived(UPDATE, { body: { name: 'New' } });
    expect(double).toHaveReceived(UPDATE, { body: { scopings: [{ organization_id: 'T3JnOjE=' }] } });
    expect(double).toHaveReceived(UPDATE, { body: { name: expect.stringMatching(/^N/), config: undefined } });
    expect(double).not.toHaveReceived(UPDATE, { body: { scopings: [] } });
    expect(double).not.toHaveReceived(UPDATE, { body: { scopings: [{}, {}] } });
    expect(double).not.toHaveReceived(UPDATE, { body: { name: undefined } });
    expect(double).not.toHaveReceived(UPDATE, { body: { name: expect.any(Number) } });
    expect(double).not.toHaveReceived(UPDATE, { body: { config: {} } });
  });

  it('for the status of the answer', async () => {
    await rename('');
    expect(double).toHaveReceived(UPDATE, { status: 400 });
    expect(double).not.toHaveReceived(UPDATE, { status: 200 });
  });

  it('for an exact number of calls that match', async () => {
    for (const name of ['One', 'Two', 'Two']) await rename(name);
    expect(double).toHaveReceived(UPDATE, { times: 3 });
    expect(double).toHaveReceived(UPDATE, { body: { name: 'Two' }, times: 2 });
    expect(double).not.toHaveReceived(UPDATE, { times: 2 });
    expect(double).toHaveReceived('arize.integrations_delete', { times: 0 });
  });

  it('for a sandbox with its own calls only', async () => {
    const sandbox = double.sandbox('other');
    await send('GET', '/v2/integrations', undefined, sandbox.url('arize'));
    expect(sandbox).toHaveReceived('arize.integrations_list');
    expect(double).not.toHaveReceived('arize.integrations_list');
  });
});

describe('its message states', () => {
  it('that nothing was received', () => {
    expect(messageOf(() => expect(double).toHaveReceived(UPDATE, { status: 200 }))).toBe(
      ['Expected a call of arize.integrations_update with status 200; received none', '', 'Nothing was received.'].join(
        '\n',
      ),
    );
  });

  it('similar calls and their differences, most similar first', async () => {
    await rename('Old', { config: { provider: 'openAI' } });
    await rename('', { config: { provider: 'openAI', is_function_calling_enabled: false } });
    const wanted = { type: 'llm', name: 'New', config: { provider: 'openAI', is_function_calling_enabled: true } };
    expect(
      messageOf(() => expect(double).toHaveReceived(UPDATE, { body: { ...wanted, name: 'Old' }, status: 200 })),
    ).toBe(
      [
        'Expected a call of arize.integrations_update with status 200 and body {"type":"llm","name":"Old","config":{"provider":"openAI","is_function_calling_enabled":true}}; received none',
        '',
        'Calls of arize.integrations_update that differ:',
        `  #1 PATCH ${one} → 200`,
        '      body.config.is_function_calling_enabled: expected true, received nothing',
        `  #2 PATCH ${one} → 400`,
        '      status: expected 200, received 400',
        '      body.name: expected "Old", received ""',
        '      body.config.is_function_calling_enabled: expected true, received false',
      ].join('\n'),
    );
  });

  it('that a secret is not kept', async () => {
    await send('PATCH', one, { type: 'llm', config: { api_key: 'canary-77' } });
    const message = messageOf(() =>
      expect(double).toHaveReceived(UPDATE, { body: { config: { api_key: 'sk-mine' } } }),
    );
    expect(message).toContain(
      'body.config.api_key: expected "sk-mine", received "[redacted]", which is a secret that the journal does not keep',
    );
    expect(message).not.toContain('canary-77');
  });

  it('which other operations were called, and calls without an operation', async () => {
    await send('GET', '/v2/integrations');
    await send('GET', '/v2/integrations');
    await send('GET', '/v2/integration');
    expect(messageOf(() => expect(double).toHaveReceived(UPDATE))).toBe(
      [
        'Expected a call of arize.integrations_update; received none',
        '',
        'Also received:',
        '  arize.integrations_list (2 times)',
        '  arize: GET /v2/integration → 404, no operation',
      ].join('\n'),
    );
  });

  it('how many calls there were, and which', async () => {
    for (const name of ['One', 'Two', 'Two']) await rename(name);
    expect(messageOf(() => expect(double).toHaveReceived(UPDATE, { body: { name: 'Two' }, times: 1 }))).toBe(
      [
        'Expected 1 call of arize.integrations_update with body {"name":"Two"}; received 2:',
        `  #2 PATCH ${one} → 200`,
        `  #3 PATCH ${one} → 200`,
        '',
        'Calls of arize.integrations_update that differ:',
        `  #1 PATCH ${one} → 200`,
        '      body.name: expected "Two", received "One"',
      ].join('\n'),
    );
  });

  it('calls that were received but not expected', async () => {
    await rename('New');
    expect(messageOf(() => expect(double).not.toHaveReceived(UPDATE, { body: { name: expect.any(String) } }))).toBe(
      [
        'Expected no call of arize.integrations_update with body {"name":Any<String>}; received 1',
        `  #1 PATCH ${one} → 200`,
      ].join('\n'),
    );
    expect(messageOf(() => expect(double).not.toHaveReceived(UPDATE, { times: 1 }))).toMatch(
      /^Expected not 1 call of /,
    );
  });

  it('matchers within the body by their names', () => {
    const body = {
      name: expect.stringMatching(/^N"/),
      scopings: [expect.objectContaining({ c: 1 })],
      config: expect.anything(),
    };
    expect(messageOf(() => expect(double).toHaveReceived(UPDATE, { body }))).toContain(
      'with body {"name":StringMatching /^N"/,"scopings":[ObjectContaining {"c":1}],"config":Anything}; received none',
    );
  });

  it('a limited number of calls', async () => {
    for (let i = 0; i < 8; i++) await rename('n'.repeat(250));
    const lines = messageOf(() => expect(double).toHaveReceived(UPDATE, { body: { name: 'New' } })).split('\n');
    expect(lines.filter((line) => line.startsWith('  #'))).toHaveLength(5);
    expect(lines).toContain('  … and 3 more');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(320);
  });

  it('the fault that answered, also after a reset of the journal', async () => {
    double.faults.add({ operation: 'integrations_update', refuse: 'rateLimited', times: 1 });
    await rename('New');
    const { pass, message } = matchers.toHaveReceived(double, UPDATE, { status: 200 });
    double.reset();
    expect([pass, message()]).toEqual([false, expect.stringContaining('→ 429 (fault-1)')]);
  });
});

describe('it refuses impossible expectations, with .not as well', () => {
  it.each([
    [
      'an unknown vendor',
      'nobody.integrations_update',
      undefined,
      /vendor nobody; use one of arize, langdock, spideriq/,
    ],
    [
      'an unknown operation',
      'arize.integrations_rename',
      undefined,
      /arize has no operation integrations_rename: use one of integrations_list, /,
    ],
    [
      'a name without a vendor',
      'integrations_update',
      undefined,
      /"integrations_update" is not the name of an operation: write 'vendor\.operation'/,
    ],
    ['an unknown option', UPDATE, { boby: {} }, /no option boby: use body, status, times/],
    ['a negative count', UPDATE, { times: -1 }, /times must be a whole number, not -1/],
    ['a text for a status', UPDATE, { status: '200' }, /status must be a whole number/],
    ['an option that is none', UPDATE, 200, /takes options such as/],
  ])('%s', (_, operation, options, message) => {
    const loose = expect(double) as unknown as Record<'toHaveReceived', (...args: unknown[]) => void> & {
      not: Record<'toHaveReceived', (...args: unknown[]) => void>;
    };
    expect(() => loose.toHaveReceived(operation, options)).toThrow(message);
    expect(() => loose.not.toHaveReceived(operation, options)).toThrow(message);
  });

  it('a value that is not a double', () => {
    for (const other of [undefined, null, 'double', {}, { journal: {} }])
      expect(() => expect(other).not.toHaveReceived(UPDATE)).toThrow(/needs a double or one of its sandboxes/);
  });
});
