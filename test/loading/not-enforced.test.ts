/** `notEnforced`: what a vendor states and no rule enforces. */
import { relative } from 'node:path';
import { describeOperation, type NotEnforced } from '../../src/describe/operation.js';
import { describeVendor } from '../../src/describe/vendor.js';
import { checkDirectory } from '../../src/loading/load.js';
import { loadVendors } from '../../src/loading/vendors.js';
import { quirks } from '../../src/quirks/index.js';
import { acme } from '../support/acme.js';
import { acme2, specsWith } from '../support/editions.js';

const colors = 'notEnforced: [{ states: A color is 400., operations: [createGadget, deleteGadget], source: S1 }]\n';
const sources = { 'acme/SOURCES.md': '- **S1** A color is refused.\n' };
const base = { 'acme/behavior.yaml': acme['behavior.yaml'] + colors, ...sources };

async function shownIn(files: Readonly<Record<string, string>>, name: string): Promise<Record<string, NotEnforced[]>> {
  const vendors = await loadVendors({ specs: specsWith(files) });
  const vendor = vendors.find((item) => item.name === name);
  const shown = [...(vendor?.rules.values() ?? [])].map((rule) => [
    rule.operation.id,
    vendor ? describeOperation(vendor, rule).notEnforced : [],
  ]);
  return Object.fromEntries(shown.filter(([, own]) => own?.length !== 0)) as Record<string, NotEnforced[]>;
}

it('is described with the operations that it is about, and changes no rule', async () => {
  const item = { states: 'A color is 400.', reference: 'S1' };
  expect(await shownIn(base, 'acme')).toEqual({ createGadget: [item], deleteGadget: [item] });
  const [vendor] = await loadVendors({ specs: specsWith(base), vendors: ['acme'] });
  const [plain] = await loadVendors({ specs: specsWith({}), vendors: ['acme'] });
  if (vendor === undefined || plain === undefined) throw new Error('there is no acme');
  expect(describeVendor(vendor)).toEqual({
    ...describeVendor(plain),
    notEnforced: [{ ...item, operations: ['createGadget', 'deleteGadget'] }],
  });
});

it('holds for an edition without the operations that the edition does not have, unless it states its own', async () => {
  const edition = { ...base, ...acme2 };
  expect(Object.keys(await shownIn(edition, 'acme@2'))).toEqual(['createGadget']);
  const own = `${acme2['acme@2/behavior.yaml']}notEnforced: null\n`;
  expect(await shownIn({ ...edition, 'acme@2/behavior.yaml': own }, 'acme@2')).toEqual({});
});

it('names operations of the contract and statements of SOURCES.md', () => {
  const wrong = colors.replace('deleteGadget', 'deleteGadgt').replace('S1', 'S2');
  const specs = specsWith({ ...base, 'acme/behavior.yaml': acme['behavior.yaml'] + wrong });
  const { mistakes } = checkDirectory(specs, { quirks });
  expect(mistakes.map(({ problem, remedy }) => `${problem}: ${remedy}`)).toEqual([
    'operation deleteGadgt is not in the contract: did you mean deleteGadget?',
  ]);
  const unknown = specsWith({ ...base, 'acme/behavior.yaml': acme['behavior.yaml'] + colors.replace('S1', 'S2') });
  const { notes } = checkDirectory(unknown, { quirks });
  expect(
    [...notes.values()].flatMap((all) => all().map(({ file, text }) => `${relative(unknown, file)} ${text}`)),
  ).toEqual(['acme/behavior.yaml SOURCES.md has no statement S2: did you mean S1?']);
});
