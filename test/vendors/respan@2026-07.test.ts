/** What the edition 2026-07 of Respan differs in (specs/respan@2026-07/SOURCES.md). */
import { serve } from '../support/double.js';
import { directories, lab, vendorIn, type Answer } from '../support/lab.js';

const VENDOR = 'respan@2026-07';

describe('Respan since July 2026', () => {
  it('F101 F103: lists providers as a page with its count', async () => {
    const client = await serve(VENDOR);
    const { status, body } = await client.call('get', '/api/providers/');
    expect([status, Object.keys(body)]).toEqual([200, ['count', 'next', 'previous', 'results']]);
    expect(body).toMatchObject({ count: body.results.length, next: null, previous: null });
  });

  it('F101 F102 F103: goes from page to page by `next` and `previous`', async () => {
    const client = await serve(VENDOR);
    const first = await client.call('get', '/api/providers/?page_size=3');
    expect(first.body).toMatchObject({ count: 3, previous: null });
    const second = await client.call('get', `/api/providers/${new URL(first.body.next as string).search}`);
    expect(second.body).toMatchObject({ count: 1, next: null, previous: expect.stringContaining('page=1') });
    const ids = [...first.body.results, ...second.body.results].map((provider) => provider.provider_id as string);
    expect(new Set(ids).size).toBe(4);
  });

  it('A101: a page has 100 providers at most unless asked otherwise, and 1000 at all; one behind the last is empty', async () => {
    const client = await serve(VENDOR);
    for (let n = 0; n < 98; n++)
      await client.call('post', '/api/providers/', { provider_id: `p-${n}`, provider_name: 'P' });
    expect((await client.call('get', '/api/providers/')).body).toMatchObject({ count: 100 });
    expect((await client.call('get', '/api/providers/?page_size=1001')).status).toBe(422);
    expect((await client.call('get', '/api/providers/?page=9')).body).toMatchObject({ count: 0, results: [] });
  });

  it('F104: built-in models are of the category keywordsai', async () => {
    const client = await serve(VENDOR);
    expect((await client.call('get', '/api/models/openai/gpt-4/')).body.affiliation_category).toBe('keywordsai');
    expect((await client.call('get', '/api/models/my-custom-gpt-4/')).body.affiliation_category).toBe('custom');
  });

  it('F105: replies show the configuration of a provider, with credentials in it', async () => {
    const client = await serve(VENDOR);
    const extra_kwargs = { base_url: 'https://llm.example.com', api_key: 'sk-inside' };
    const made = { provider_id: 'shown', provider_name: 'Shown', extra_kwargs };
    expect((await client.call('post', '/api/providers/', made)).body).toMatchObject({ extra_kwargs });
    expect((await client.call('get', '/api/providers/shown/')).body).toMatchObject({ extra_kwargs });
    const changed = await client.call('patch', '/api/providers/shown/', { extra_kwargs: { timeout: 5 } });
    expect(changed.body.extra_kwargs).toEqual({ timeout: 5 });
  });

  it('F106 F107: declines the state of models, and the public catalog at its new path', async () => {
    const client = await serve(VENDOR);
    const span = { start_time: '2026-07-01T00:00:00Z', end_time: '2026-07-02T00:00:00Z' };
    expect((await client.call('get', '/api/models/openai/gpt-4/status/')).status).toBe(501);
    expect((await client.call('post', '/api/models/openai/gpt-4/status/', span)).status).toBe(501);
    expect((await client.call('get', '/api/models/public/')).status).toBe(501);
  });

  it('F110: an override of parameters replaces the earlier one', async () => {
    const inside = lab(vendorIn(directories.find((directory) => directory.endsWith(VENDOR)) ?? ''));
    const send = (method: string, path: string, body: object): Promise<Answer> => inside.send(method, path, { body });
    const [earlier, later] = [{ top_p: { type: 'float' } }, { seed: null }];
    await send('POST', '/api/models/', {
      model_name: 'm',
      base_model_name: 'gpt-4',
      supported_params_override: earlier,
    });
    await send('PATCH', '/api/models/m/', { supported_params_override: later });
    expect(inside.records('model')).toContainEqual(
      expect.objectContaining({ model_name: 'm', supported_params_override: later }),
    );
  });

  it('F111 A103: a new model needs a provider or a base model', async () => {
    const client = await serve(VENDOR);
    const create = async (more: object): Promise<unknown> => {
      const { status, body } = await client.call('post', '/api/models/', { model_name: 'm', ...more });
      return status === 422 ? body : status;
    };
    expect(await create({})).toEqual({
      detail: 'Validation error',
      errors: { custom_provider_id: ['This field is required.'] },
    });
    expect(await create({ base_model_name: 'gpt-4' })).toBe(201);
    expect(await create({ custom_provider_id: 'my-custom-provider' })).toBe(200);
    expect((await client.call('patch', '/api/models/my-custom-gpt-4/', { input_cost: 1 })).status).toBe(200);
  });

  it('has records of its own', async () => {
    const client = await serve('respan', { vendors: ['respan', VENDOR] });
    await client.call('post', '/api/providers/', { provider_id: 'base-only', provider_name: 'B' });
    expect(client.double.records(VENDOR, 'provider', 'test-key').length).toBe(4);
    expect(client.double.records('respan', 'provider', 'test-key').length).toBe(5);
  });
});
