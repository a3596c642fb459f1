import * as z from 'zod';
import { behavior } from './behavior.js';
import { differences } from './differences.js';
import { faultGrammar, faultShown } from './fault.js';
import { seedGrammar } from './seed.js';
import { snapshotGrammar } from './snapshot.js';

/** The JSON Schemas of the grammars, by file name: for editors, and for checks without zod. */
export const publishedSchemas = (): Record<string, object> => ({
  'behavior.schema.json': {
    title: 'stuntdouble behavior',
    ...z.toJSONSchema(z.union([behavior, differences]), { io: 'input', reused: 'ref' }),
  },
  'snapshot.schema.json': { title: 'stuntdouble snapshot', ...z.toJSONSchema(snapshotGrammar, { io: 'input' }) },
  'fault.schema.json': {
    title: 'stuntdouble fault',
    ...z.toJSONSchema(faultGrammar, { io: 'input' }),
    $defs: { Fault: withoutVersion(z.toJSONSchema(faultShown, { io: 'input' })) },
  },
  'seed.schema.json': { title: 'stuntdouble seed', ...z.toJSONSchema(seedGrammar, { io: 'input', reused: 'ref' }) },
});

/** A schema within another: `$schema` belongs to the root alone. */
const withoutVersion = (schema: object): object =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
