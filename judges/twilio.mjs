// Twilio's own client against a double of Twilio's document. An HTTP client of ours changes the host.
import assert from 'node:assert/strict';
import twilio from 'twilio';
import { inferredDouble, judge, refused } from './inferred.mjs';

const double = await inferredDouble('twilio.json');

class ToDouble extends twilio.RequestClient {
  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', double.url('twilio')) });
  }
}
const account = `AC${'0'.repeat(32)}`;
const client = twilio(account, 'token', { httpClient: new ToDouble() });

const sids = (list) => list.map((item) => item.sid);
async function notFound(call) {
  const error = await refused(call);
  assert.ok(error instanceof twilio.RestException, String(error));
  assert.equal(error.status, 404);
}

await judge('twilio', {
  'a message is created': async () => {
    const message = await client.messages.create({ from: '+15017122661', to: '+15558675310', body: 'Hello' });
    assert.match(message.sid, /^(SM|MM)[0-9a-fA-F]{32}$/);
    assert.deepEqual([message.body, message.to, message.from], ['Hello', '+15558675310', '+15017122661']);
    assert.equal(message.accountSid, account);
    return message;
  },
  'it is read': async ({ 'a message is created': made }) =>
    assert.equal((await client.messages(made.sid).fetch()).body, 'Hello'),
  'it is updated': async ({ 'a message is created': made }) =>
    assert.equal((await client.messages(made.sid).update({ body: '' })).sid, made.sid),
  'the list has it': async ({ 'a message is created': made }) =>
    assert.ok(sids(await client.messages.list()).includes(made.sid)),
  'it is removed, and gone': async ({ 'a message is created': made }) => {
    assert.equal(await client.messages(made.sid).remove(), true);
    await notFound(client.messages(made.sid).fetch());
    assert.ok(!sids(await client.messages.list()).includes(made.sid));
  },
  'the pages have each message once': async () => {
    const made = [];
    for (let i = 0; i < 12; i++)
      made.push((await client.messages.create({ from: '+15017122661', to: '+15558675310', body: `${i}` })).sid);
    const seen = sids(await client.messages.list({ pageSize: 5 }));
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(
      made.filter((sid) => !seen.includes(sid)),
      [],
    );
  },
  'an address lives': async () => {
    const place = { street: '2 Hasselhoff Lane', city: 'Springfield', region: 'CA', postalCode: '98754' };
    const made = await client.addresses.create({ customerName: 'Ada', ...place, isoCountry: 'US' });
    assert.match(made.sid, /^AD[0-9a-fA-F]{32}$/);
    assert.deepEqual([made.customerName, made.city, made.isoCountry], ['Ada', 'Springfield', 'US']);
    assert.equal((await client.addresses(made.sid).fetch()).street, '2 Hasselhoff Lane');
    assert.equal((await client.addresses(made.sid).update({ customerName: 'Grace' })).customerName, 'Grace');
    assert.ok(sids(await client.addresses.list()).includes(made.sid));
    assert.equal(await client.addresses(made.sid).remove(), true);
    await notFound(client.addresses(made.sid).fetch());
  },
  'an unknown message is refused': () => notFound(client.messages(`SM${'0'.repeat(32)}`).fetch()),
});
await double.close();
