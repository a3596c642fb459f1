/** Makes up values with faker, which is seeded for each value, so that values do not depend on earlier ones. */
import type { MissingField } from '../../engine/model/contract.js';
import { faker } from '@faker-js/faker/locale/en';
import { CannotMake } from '../../engine/model/draw.js';
import { make, type Making } from './make.js';

/** Maximum number of steps for one value, for schemas with very many invalid branches. */
const BUDGET = 5000;

/** With examples and optional fields first, then required fields only, then without examples. */
const ATTEMPTS = [
  { examples: true, optional: true },
  { examples: true, optional: false },
  { examples: false, optional: false },
];

/** @throws CannotMake */
export function makeValue(field: MissingField, random: () => number, now: number): unknown {
  const seeded = lazySeeded(Math.floor(random() * 2 ** 32), now);
  const { path, schema, source, full = false, varied = false } = field;
  const name = path.split('.').at(-1) ?? '';
  let why: CannotMake | undefined;
  for (const way of varied ? [{ examples: false, optional: true }, ...ATTEMPTS] : ATTEMPTS) {
    if (way.optional && !full) continue;
    const making: Making = {
      get faker() {
        return seeded();
      },
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
  throw why ?? new CannotMake('no valid value was found');
}

/** Seeded on first use, because seeding takes longer than making most values, and many need no chance. */
function lazySeeded(seed: number, now: number): () => typeof faker {
  let isSeeded = false;
  return () => {
    if (!isSeeded) {
      faker.seed(seed);
      faker.setDefaultRefDate(new Date(now));
      isSeeded = true;
    }
    return faker;
  };
}
