/** types/ agrees with specs/, the types of the console with the control side, and records with types/. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { withoutSecrets } from '../../src/engine/decide/present.js';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { directories, lab, vendorIn } from '../support/lab.js';

long(
  'types/ matches the documents (npm run vendor-types)',
  async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'stuntdouble-types-'));
    await promisify(execFile)(process.execPath, [join(root, 'scripts/vendor-types.mjs'), fresh]);
    const texts = (directory: string) =>
      Object.fromEntries(readdirSync(directory).map((item) => [item, readFileSync(join(directory, item), 'utf8')]));
    expect(texts(join(root, 'types'))).toEqual(texts(fresh));
    rmSync(fresh, { recursive: true });
  },
  60_000,
);

long(
  'the types of the console match the document of the control side (npm run console:types)',
  async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'stuntdouble-types-'));
    const file = join(fresh, 'document.ts');
    await promisify(execFile)(process.execPath, [join(root, 'scripts/console-types.mjs'), file]);
    expect(readFileSync(join(root, 'src/console/api/document.ts'), 'utf8')).toBe(readFileSync(file, 'utf8'));
    rmSync(fresh, { recursive: true });
  },
  60_000,
);

it.each(sampleOf(directories, 4).map((directory) => [directory.split('/').at(-1) ?? '', directory]))(
  'the records of %s have their types',
  async (_, directory) => {
    const vendor = vendorIn(directory);
    const bench = lab(vendor);
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).addSchema(
      vendor.contract.document,
      'document',
    );
    const wrong = () =>
      [...vendor.resources.values()].flatMap(({ name, rule, secret }) => {
        if (rule.schema === undefined) return [];
        const check = ajv.compile({ $ref: `document#/components/schemas/${rule.schema}` });
        const embedded = Object.keys(rule.embed ?? {});
        return bench
          .records(name)
          .filter((record) => !check(withoutSecrets(record, secret)))
          .flatMap(() => check.errors ?? [])
          .filter(
            (item) =>
              item.keyword !== 'additionalProperties' && !embedded.includes(String(item.params['missingProperty'])),
          )
          .map((item) => `${name}${item.instancePath} ${item.message ?? ''}`);
      });
    expect([...vendor.resources.keys()].some((resource) => bench.records(resource).length > 0)).toBe(true);
    expect(wrong()).toEqual([]);
    for (const { operation, rule } of vendor.rules.values()) {
      if (!['create', 'update', 'replace', 'upsert'].includes(rule.verb)) continue;
      await bench.perform(operation);
      expect([operation.id, wrong()]).toEqual([operation.id, []]);
    }
  },
);
