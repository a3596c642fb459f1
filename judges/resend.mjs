// Resend's own client against a double of Resend's document, which has no behavior file.
import assert from 'node:assert/strict';
import { Resend } from 'resend';
import { inferredDouble, judge } from './inferred.mjs';

const double = await inferredDouble('resend.json');
const resend = new Resend('re_judge', { baseUrl: double.url('resend') });

/** The data of a reply that must succeed. */
async function done(call) {
  const { data, error } = await call;
  assert.equal(error, null, JSON.stringify(error));
  return data;
}
/** The client returns the error of a reply; the document declares no status for it. */
async function refused(call, status) {
  const { data, error } = await call;
  assert.equal(data, null, `accepted: ${JSON.stringify(data)}`);
  const { statusCode = error.status } = error;
  assert.ok(status.includes(statusCode), `${statusCode} in place of ${status.join(' or ')}`);
}
const ids = ({ data }) => data.map((item) => item.id);

await judge('resend', {
  'an email is sent and read': async () => {
    const text = { from: 'Ada <ada@example.com>', to: ['grace@example.com'], subject: 'Hello', html: '<p>Hi</p>' };
    const { id } = await done(resend.emails.send(text));
    const read = await done(resend.emails.get(id));
    assert.deepEqual([read.id, read.subject], [id, 'Hello']);
    assert.ok(ids(await done(resend.emails.list())).includes(id));
  },
  'a domain lives': async () => {
    const made = await done(resend.domains.create({ name: 'example.com' }));
    assert.equal(made.name, 'example.com');
    assert.equal((await done(resend.domains.get(made.id))).name, 'example.com');
    await done(resend.domains.update({ id: made.id, openTracking: true }));
    assert.ok(ids(await done(resend.domains.list())).includes(made.id));
    await done(resend.domains.remove(made.id));
    await refused(resend.domains.get(made.id), [404]);
  },
  'an API key lives': async () => {
    const { id } = await done(resend.apiKeys.create({ name: 'Production' }));
    assert.ok(ids(await done(resend.apiKeys.list())).includes(id));
    await done(resend.apiKeys.remove(id));
    assert.ok(!ids(await done(resend.apiKeys.list())).includes(id));
  },
  'a contact lives': async () => {
    const { id } = await done(
      resend.contacts.create({ email: 'ada@example.com', firstName: 'Ada', unsubscribed: false }),
    );
    assert.equal((await done(resend.contacts.get({ id }))).email, 'ada@example.com');
    await done(resend.contacts.update({ id, firstName: 'Grace' }));
    assert.equal((await done(resend.contacts.get({ id }))).first_name, 'Grace');
    assert.ok(ids(await done(resend.contacts.list())).includes(id));
    await done(resend.contacts.remove({ id }));
    await refused(resend.contacts.get({ id }), [404]);
  },
  'a segment lives': async () => {
    const { id } = await done(resend.segments.create({ name: 'Everybody' }));
    assert.equal((await done(resend.segments.get(id))).name, 'Everybody');
    assert.ok(ids(await done(resend.segments.list())).includes(id));
    await done(resend.segments.remove(id));
    await refused(resend.segments.get(id), [404]);
  },
  'an email without a recipient is refused': () =>
    refused(resend.emails.send({ from: 'ada@example.com', subject: 'Nobody', html: 'x' }), [400, 422]),
});
await double.close();
