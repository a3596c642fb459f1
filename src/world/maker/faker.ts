/** Made-up values by faker, seeded for each: what it gave before does not matter. */
import type { MissingField } from '../../engine/model/contract.js';
import { faker } from '@faker-js/faker/locale/en';
import { CannotMake } from '../../engine/model/draw.js';
import { make, type Making } from './make.js';

/** Steps for one value: a schema whose branches fail at every level would else take for ever. */
const BUDGET = 5000;

/** Examples first, then without them, then what must be there alone. */
const WAYS = [
  { examples: true, optional: true },
  { examples: true, optional: false },
  { examples: false, optional: false },
];

/** Throws CannotMake. */
export function makeValue(field: MissingField, random: () => number, now: number): unknown {
  faker.seed(Math.floor(random() * 2 ** 32));
  faker.setDefaultRefDate(new Date(now));
  const { path, schema, source, full = false } = field;
  const name = path.split('.').at(-1) ?? '';
  let why: CannotMake | undefined;
  for (const way of WAYS) {
    if (way.optional && !full) continue;
    const making: Making = {
      faker,
      now,
      ...way,
      resolve: (ref) => source?.resolve(ref),
      budget: { left: BUDGET },
    };
    try {
      const value = make(schema, name, making);
      if (source === undefined || source.isValid(schema, value)) return value;
    } catch (error) {
      if (!(error instanceof CannotMake)) throw error;
      why = error;
    }
  }
  throw why ?? new CannotMake('no value was found that the contract takes');
}
