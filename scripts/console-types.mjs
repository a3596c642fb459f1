// Writes src/console/api/document.ts: the types of the control side's document, which the console uses. A test fails
// when they are stale: cheaply by the hash in the first line.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { format } from 'prettier';
import ensureBuilt from './ensure-built.mjs';

const root = join(import.meta.dirname, '..');
const to = process.argv[2] ?? join(root, 'src/console/api/document.ts');

await ensureBuilt();
const { controlDocument } = createRequire(import.meta.url)('../dist/tools.cjs');
const { openapi, info, components } = controlDocument;
const tree = await openapiTS(
  // The paths are written where they are called.
  { openapi, info, paths: {}, components: { schemas: components.schemas } },
  { silent: true, immutable: true },
);
const schemas = astToString(tree.filter((node) => node.name?.text === 'components'));
const hash = createHash('sha256').update(JSON.stringify(components.schemas)).digest('hex').slice(0, 16);
writeFileSync(
  to,
  await format(
    `// Generated from src/control/openapi.json by \`npm run console:types\`. Hash of the schemas: ${hash}\n${schemas}`,
    {
      parser: 'typescript',
      printWidth: 120,
      singleQuote: true,
    },
  ),
);
