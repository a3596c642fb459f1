/** What an account sees depends on its own calls alone, also while others call. */
import { double } from '../support/double.js';

const vendors = ['spideriq', 'arize', 'nairi', 'respan', 'langdock'];
const creates: Record<string, (at: number) => [path: string, body: object]> = {
  spideriq: (at) => [
    '/api/v1/integrations',
    { provider_name: 'groq', credentials: { api_key: 'sk-aaaaaaaaaaaa' }, key_label: `l${at}` },
  ],
  arize: (at) => ['/v2/integrations', { type: 'llm', name: `n${at}`, config: { provider: 'openAI', api_key: 'key' } }],
  nairi: (at) => [
    '/api/public/v1/integrations/llm',
    { type: 'anthropic', name: `n${at}`, api_key: 'sk-ant-api03-aaaaaaaaaaaaaaaaaaaa' },
  ],
  respan: (at) => ['/api/providers/', { provider_id: `p${at}`, provider_name: 'x', api_key: 'k' }],
  langdock: (at) => ['/integrations/v1/create', { name: `n${at}` }],
};

/** What account A is answered when these accounts create a record each, in this order. */
async function repliesOfA(order: string): Promise<string[]> {
  const { fetch } = await double({ vendors, clock: '2026-02-26T15:30:00Z', randomSeed: 7 });
  const made: Record<string, number> = {};
  const replies: string[] = [];
  for (const account of order)
    for (const vendor of vendors) {
      const at = (made[account + vendor] = (made[account + vendor] ?? 0) + 1);
      const [path, body] = creates[vendor]?.(at) ?? ['', {}];
      const headers = { authorization: `Bearer key-${account}`, 'content-type': 'application/json' };
      const reply = await fetch(`/${vendor}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const text = `${vendor} ${reply.status} ${await reply.text()}`;
      if (account === 'A') replies.push(text);
    }
  return replies;
}

it('gives an account equal replies, independent of other accounts', async () => {
  const alone = await repliesOfA('AA');
  expect(alone.filter((reply) => !/ 20[01] /.test(reply))).toEqual([]);
  expect(await repliesOfA('BABCA')).toEqual(alone);
});
