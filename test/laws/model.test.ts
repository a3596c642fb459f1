/** The double against a plain model, over generated sequences of calls. A failure prints its seed. */
import fc from 'fast-check';
import { runs } from '../support/depth.js';
import { SEED } from '../support/seed.js';
import { startDouble, type Double } from '../../src/index.js';

interface Thing {
  name: string;
  updated: string;
}

interface Model {
  things: Map<string, Thing>;
  saved: Map<string, Thing> | undefined;
  /** Calls of the update that a fault still refuses. */
  faults: number;
}

interface Real {
  double: Double;
  saved: ReturnType<Double['snapshot']> | undefined;
}

const base = '/nairi/api/public/v1/integrations/llm';
const seedId = 'ai_01KFRX8K1CKQGCV2W5J9C9Z37H';
const start = '2026-01-01T00:00:00Z';

async function call(
  real: Real,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const headers = { authorization: 'Bearer model', 'content-type': 'application/json' };
  const reply = await real.double.fetch(base + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

const pick = (model: Model, at: number): string =>
  [...model.things.keys()][at % Math.max(model.things.size, 1)] ?? seedId;
const copy = (things: Map<string, Thing>): Map<string, Thing> =>
  new Map([...things].map(([id, it]) => [id, { ...it }]));

/** Compares all replies of the double with the model. */
async function same(model: Model, real: Real): Promise<void> {
  const { body } = await call(real, 'GET', '');
  expect((body as Record<string, string>[]).map(({ id, name, updated_at: updated }) => [id, name, updated])).toEqual(
    [...model.things].map(([id, it]) => [id, it.name, it.updated]),
  );
}

type Step = fc.AsyncCommand<Model, Real>;
const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  toString: () => name,
  run: async (model, real) => {
    await run(model, real);
    await same(model, real);
  },
});

const name = fc.constantFrom('Anthropic', 'Ünï', 'toString', 'x');
const index = fc.nat(5);

const steps = [
  name.map((item) =>
    step(`create ${item}`, async (model, real) => {
      const { status, body } = await call(real, 'POST', '', { type: 'anthropic', name: item, api_key: 'k' });
      const { id } = body as { id: string };
      expect([status, model.things.has(id)]).toEqual([201, false]);
      model.things.set(id, { name: item, updated: real.double.clock.now() });
    }),
  ),
  fc.tuple(index, name).map(([at, to]) =>
    step(`rename ${at} to ${to}`, async (model, real) => {
      const id = pick(model, at);
      const { status } = await call(real, 'PATCH', `/${id}`, { name: to });
      const refused = model.faults > 0;
      if (refused) model.faults--;
      const thing = model.things.get(id);
      expect(status).toBe(refused ? 429 : thing ? 200 : 404);
      if (!refused && thing) Object.assign(thing, { name: to, updated: real.double.clock.now() });
    }),
  ),
  index.map((at) =>
    step(`delete ${at}`, async (model, real) => {
      const id = pick(model, at);
      const { status } = await call(real, 'DELETE', `/${id}`);
      expect(status).toBe(model.things.delete(id) ? 204 : 404);
    }),
  ),
  index.map((at) =>
    step(`read ${at}`, async (model, real) => {
      const id = pick(model, at);
      const { status, body } = await call(real, 'GET', `/${id}`);
      const thing = model.things.get(id);
      expect(status).toBe(thing ? 200 : 404);
      if (thing) expect(body).toMatchObject({ id, name: thing.name });
    }),
  ),
  fc.constant(
    step('refused update', async (model, real) => {
      const { status } = await call(real, 'PATCH', `/${pick(model, 0)}`, { name: 5 });
      if (model.faults > 0) model.faults--;
      else expect(status).toBe(400);
    }),
  ),
  fc
    .constantFrom('90s', '1h', '2d')
    .map((by) => step(`advance ${by}`, (_, real) => Promise.resolve(real.double.clock.advance(by)))),
  fc.integer({ min: 1, max: 2 }).map((times) =>
    step(`fault ${times}`, (model, real) => {
      real.double.faults.clear();
      real.double.faults.add({ operation: 'updateLlmIntegration', refuse: 'rateLimited', times });
      model.faults = times;
      return Promise.resolve();
    }),
  ),
  fc.constant(
    step('snapshot', (model, real) => {
      real.double.faults.clear();
      model.faults = 0;
      real.saved = real.double.snapshot();
      model.saved = copy(model.things);
      return Promise.resolve();
    }),
  ),
  fc.constant(
    step('restore', (model, real) => {
      if (real.saved === undefined || model.saved === undefined) return Promise.resolve();
      real.double.restore(real.saved);
      model.things = copy(model.saved);
      model.faults = 0;
      return Promise.resolve();
    }),
  ),
  fc.constant(
    step('reset', (model, real) => {
      real.double.reset();
      model.things = new Map([[seedId, { ...seeded }]]);
      model.faults = 0;
      return Promise.resolve();
    }),
  ),
];

let seeded: Thing;

it('behaves like a simple model, in many sequences of calls', async () => {
  await using double = await startDouble({ vendors: ['nairi'], listen: false, clock: start });
  const [first] = (await call({ double, saved: undefined }, 'GET', '')).body as Record<string, string>[];
  seeded = { name: first?.['name'] ?? '', updated: first?.['updated_at'] ?? '' };
  const commands = fc.commands(steps, { maxCommands: 12 });
  await fc.assert(
    fc.asyncProperty(commands, (sequence) => {
      double.reset();
      const model: Model = { things: new Map([[seedId, { ...seeded }]]), saved: undefined, faults: 0 };
      return fc.asyncModelRun(() => ({ model, real: { double, saved: undefined } }), sequence);
    }),
    { numRuns: runs(50, 2000), seed: SEED },
  );
}, 240_000);
