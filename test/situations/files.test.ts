/** Files as people save them. */
import { gadgets, type Making } from '../support/gadgets.js';
import { acme } from '../support/acme.js';
import { parse } from 'yaml';

const same = (change: (text: string) => string): Making['texts'] => ({
  openapi: change,
  behavior: change,
  seed: change,
});

it.each<[what: string, texts: Making['texts']]>([
  ['a byte order mark', same((text) => `\uFEFF${text}`)],
  ['the line ends of Windows', same((text) => text.replaceAll('\n', '\r\n'))],
  ['statuses without quotes', { openapi: (text) => text.replaceAll(/"(\d\d\d)":/g, '$1:') }],
  ['a date without quotes', { seed: (text) => text.replace(/createdAt: .*/, 'createdAt: 2026-01-01T00:00:00Z') }],
  ['JSON in a file for YAML', { openapi: () => JSON.stringify(parse(acme['openapi.yaml']), null, '\t') }],
])('%s', async (_, texts) => {
  const { call } = await gadgets(undefined, texts ? { texts } : {});
  expect((await call('GET', '/gadgets/7')).status).toBe(200);
  expect((await call('POST', '/gadgets', {})).status).toBe(400);
});

it('merge keys of YAML count in the contract and in the seed', async () => {
  const { call } = await gadgets(undefined, {
    texts: {
      openapi: (text) =>
        text.replace(
          /( +)NewGadget:\n +type: object\n +required:\n +- name\n +- kind\n/,
          '    Rules: &rules\n      required: [name, kind]\n      type: object\n    NewGadget:\n      <<: *rules\n',
        ),
      seed: () =>
        "records:\n  gadget:\n    - &clock { id: 7, name: Clock, kind: heat, hasPin: false, createdAt: '2026-01-01T00:00:00Z', color: red }\n" +
        '    - { <<: *clock, id: 9, name: Watch }\ncredentials:\n  demo: { token: demo }\n',
    },
  });
  expect((await call('POST', '/gadgets', {})).status).toBe(400);
  expect((await call('GET', '/gadgets/9')).json).toMatchObject({ name: 'Watch', color: 'red' });
});
