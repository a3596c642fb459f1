import * as z from 'zod';
import { behavior } from './behavior.js';
import { seedGrammar } from './seed.js';
import { snapshotGrammar } from './snapshot.js';

/** The JSON Schemas of the grammars, by file name: for editors, and for what must not load zod. */
export const publishedSchemas = (): Record<string, object> => ({
  'behavior.schema.json': {
    title: 'stuntdouble behavior',
    ...z.toJSONSchema(behavior, { io: 'input', reused: 'ref' }),
  },
  'snapshot.schema.json': { title: 'stuntdouble snapshot', ...z.toJSONSchema(snapshotGrammar, { io: 'input' }) },
  'seed.schema.json': { title: 'stuntdouble seed', ...z.toJSONSchema(seedGrammar, { io: 'input', reused: 'ref' }) },
});
