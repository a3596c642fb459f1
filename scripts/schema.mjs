// Writes schema/: the grammars as JSON Schema. A test fails when they are stale.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ensureBuilt from './ensure-built.mjs';

await ensureBuilt();
const root = join(import.meta.dirname, '..');
const { publishedSchemas } = createRequire(import.meta.url)(join(root, 'dist/tools.cjs'));
for (const [name, schema] of Object.entries(publishedSchemas())) {
  writeFileSync(join(root, 'schema', name), `${JSON.stringify(schema, null, 2)}\n`);
}
