/** The double mounted behind a body parser: what it still checks, and its warning. */
import express from 'express';
import type { Double } from '../../src/double/api.js';
import { startDouble } from '../../src/double/start.js';
import type { Test } from 'supertest';
import { request } from '../support/double.js';

let double: Double;
let logged: string[];
beforeEach(async () => {
  logged = [];
  double = await startDouble({ vendors: ['spideriq'], listen: false, log: (line) => logged.push(line) });
});
afterEach(() => double.close());

const PATH = '/mock/spideriq/api/v1/integrations';
const body = { provider_name: 'groq', credentials: { api_key: 'sk-aaaaaaaaaaaa' }, key_label: 'd' };

it('warns once about a parser that runs before it', async () => {
  const app = express()
    .use(express.json({ limit: '20mb' }))
    .use('/mock', double.app);
  const send = (): Test => request(app).post(PATH).set('authorization', 'Bearer k');
  await request(app).get(PATH).set('authorization', 'Bearer k').expect(200);
  expect(logged).toEqual([]);
  await send().send(body).expect(201);
  await send()
    .send({ ...body, key_label: 'e' })
    .expect(201);
  expect(logged).toEqual([expect.stringContaining('Mount the double before express.json()')]);
});

it('applies the size limit nevertheless', async () => {
  const app = express()
    .use(express.json({ limit: '20mb' }))
    .use('/mock', double.app);
  const reply = await request(app)
    .post(PATH)
    .set('authorization', 'Bearer k')
    .send({ ...body, key_label: 'x'.repeat(2e6) });
  expect(reply.status).toBe(413);
});

it('does not warn if it reads the bodies itself', async () => {
  const app = express().use('/mock', double.app).use(express.json());
  await request(app).post(PATH).set('authorization', 'Bearer k').send(body).expect(201);
  expect(logged).toEqual([]);
});
