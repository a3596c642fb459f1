// Writes types/: requests, replies and records of each vendor and edition, from specs/. A test fails
// when they are stale.
// CommonJS, because both module systems can import types from it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import ensureBuilt from './ensure-built.mjs';

const root = join(import.meta.dirname, '..');
const to = process.argv[2] ?? join(root, 'types');
const head = '// Generated from specs/ by `npm run vendor-types`.\n';
const schema = (name) => `components["schemas"]["${name}"]`;

/** A record as it is stored: without embedded records, and with the fields that replies leave out. */
function recordType({ schema: name, embed }) {
  if (name === undefined) return 'Record<string, unknown>';
  const others = Object.keys(embed ?? {}).map((item) => `"${item}"`);
  const shown = others.length === 0 ? schema(name) : `Omit<${schema(name)}, ${others.join(' | ')}>`;
  return `${shown} & Record<string, unknown>`;
}

async function vendorTypes({ document, behavior: { resources } }) {
  const tree = await openapiTS(document, {
    silent: true,
    // A field with a default is optional in requests.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
  });
  const records = Object.entries(resources).map(([name, rule]) => `    ${name}: ${recordType(rule)};\n`);
  return `${head}${astToString(tree)}/** By resource: what \`double.records()\` gives. */\nexport interface Records {\n${records.join('')}}\n`;
}

await ensureBuilt();
const { dataOf } = createRequire(import.meta.url)('../dist/tools.cjs');
const vendors = dataOf(join(root, 'specs'));
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const vendor of vendors) writeFileSync(join(to, `${vendor.name}.d.cts`), await vendorTypes(vendor));
const known = vendors.map(({ name }) => ({ name, alias: name.replace(/\W/g, '_') }));
writeFileSync(
  join(to, 'index.d.cts'),
  `${head}${known.map(({ name, alias }) => `import type * as ${alias} from "./${name}.cjs";\n`).join('')}
/**
 * The vendors with known types. To add one of your own:
 * \`declare module 'stuntdouble/types' { interface Vendors { acme: { operations: operations; records: Records } } }\`,
 * where openapi-typescript generates \`operations\` from your document.
 */
export interface Vendors {
${known.map(({ name, alias }) => `    "${name}": { operations: ${alias}.operations; records: ${alias}.Records };\n`).join('')}}
`,
);
