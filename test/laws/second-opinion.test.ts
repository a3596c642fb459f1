/** Tests the independent validator of replies with replies that violate the contract. */
import { join } from 'node:path';
import { root } from '../support/double.js';
import { lab, vendorIn } from '../support/lab.js';
import { judgeOf } from '../support/second-opinion.js';

const vendor = vendorIn(join(root, 'specs/arize'));
const id = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const read = async () => {
  const { status, headers, body } = await lab(vendor).send('GET', `/v2/integrations/${id}`);
  return { status, headers, body: body as Record<string, unknown> };
};
const judge = judgeOf(vendor.contract.document);

it('accepts a reply that conforms to the contract', async () => {
  expect(await judge('integrations_get', await read())).toEqual([]);
});

it.each<[string, (reply: Awaited<ReturnType<typeof read>>) => object, RegExp]>([
  ['a status that is not declared', (item) => ({ ...item, status: 202 }), /the status is not declared/],
  ['another media type', (item) => ({ ...item, headers: { 'content-type': 'text/html' } }), /media type text\/html/],
  ['no body', (item) => ({ ...item, body: undefined }), /no body where one is declared/],
  ['a body where there is none', (item) => ({ ...item, status: 204 }), /a body where none is declared/],
  ['a field of another type', (item) => ({ ...item, body: { ...item.body, name: 7 } }), /#\/name against .*\/type$/],
  ['a field too many', (item) => ({ ...item, body: { ...item.body, api_key: 'k' } }), /#\/api_key against/],
  ['a field too few', (item) => ({ ...item, body: { ...item.body, name: undefined } }), /against .*\/required$/],
  [
    'a time that is none',
    (item) => ({ ...item, body: { ...item.body, created_at: 'today' } }),
    /created_at against .*\/format/,
  ],
])('notices %s', async (what, breaking, finding) => {
  const operation = what === 'a body where there is none' ? 'integrations_delete' : 'integrations_get';
  const broken = breaking(await read()) as Parameters<typeof judge>[1];
  const json = broken.body === undefined ? undefined : (JSON.parse(JSON.stringify(broken.body)) as unknown);
  expect(await judge(operation, { ...broken, body: json })).toContainEqual(expect.stringMatching(finding));
});

it('checks every reply of a test lab, so that a test with an invalid reply fails', async () => {
  const bench = lab({ ...vendor, contract: { ...vendor.contract, check: () => [], project: () => ({ name: 7 }) } });
  await bench.send('GET', `/v2/integrations/${id}`);
  expect(bench.complaints).toContainEqual(expect.stringMatching(/^second opinion: integrations_get 200: #\/name/));
});
