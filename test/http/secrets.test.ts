/** Secrets in odd places do not get into the journal. */
import { double } from '../support/double.js';

const list = '/spideriq/api/v1/integrations';
const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };

it.each(['key', 'KEY', 'keys', 'sig', 'signature', 'api_key', 'access_token'])('hides ?%s=', async (name) => {
  const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
  await fetch(`${list}?limit=5&${name}=CANARY123`, { headers });
  const [entry] = handle.journal.find();
  expect(JSON.stringify(entry)).not.toContain('CANARY123');
  expect(entry?.query).toHaveProperty(name, '[redacted]');
});

it.each(['key', 'keys', 'value', 'apikey', 'headers'])(
  'hides the value of %s in a refused body, and texts that repeat it',
  async (name) => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
    const body = JSON.stringify({ [name]: 'CANARY123', deep: { note: 'it was CANARY123', [name]: ['CANARY456'] } });
    expect((await fetch(list, { method: 'POST', headers, body })).status).toBe(400);
    expect(JSON.stringify(handle.journal.find())).not.toMatch(/CANARY/);
  },
);

it.each(['https://user:CANARY123@host/path', 'see http://CANARY123@host and ftp://a:CANARY4@b/'])(
  'hides user and password in a URL: %s',
  async (text) => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
    const body = JSON.stringify({ key_label: text });
    expect((await fetch(`${list}/42`, { method: 'PATCH', headers, body })).status).toBe(200);
    const reported = JSON.stringify(handle.journal.find());
    expect(reported).not.toMatch(/CANARY/);
    expect(reported).toContain('://[redacted]@');
  },
);
