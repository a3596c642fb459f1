/** The contract suite of a vendor: hand-written cases, and cases generated from contract and behavior. */
import { loadVendors } from '../loading/vendors.js';
import type { Vendor } from '../engine/model/vendor.js';
import { join } from 'node:path';
import type { Json } from '../grammar/json.js';
import { diskFiles, exists } from '../loading/files.js';
import { ownSpecs } from '../loading/package-root.js';
import type { Arazzo } from '../grammar/arazzo.js';
import { rehearsalDouble } from './rehearsal-double.js';
import { readContractSuite } from '../loading/contract-suite.js';
import { MistakesError } from '../loading/mistakes.js';
import { isFile, nameOf, placesAt, vendorDirectories } from '../loading/vendor-places.js';
import { generate } from '../verify/generate/generate.js';
import { casesOf, type Case } from '../verify/run/verify.js';

export interface Suite {
  vendor: Vendor;
  cases: Case[];
  /** All cases as one Arazzo document. */
  document: Arazzo;
}

/** @throws MistakesError, UnknownVendorError */
export async function loadSuite(name: string, specs?: string): Promise<Suite> {
  const [vendor] = await loadVendors({ vendors: [name], ...(specs !== undefined && { specs }) });
  if (vendor === undefined) throw new Error(`no vendor ${name}`);
  const directory = directoryOf(name, specs);
  if (directory === undefined) return suiteOf(vendor, undefined, asUrl(vendor.contract.document));
  const { arazzo, mistakes } = readContractSuite(directory, vendor);
  if (mistakes.length > 0) throw new MistakesError(mistakes);
  const file = join(directory, 'openapi.yaml');
  return suiteOf(vendor, arazzo, exists(diskFiles, file) ? file : asUrl(vendor.contract.document));
}

/** The directory of the vendor's hand-written cases. */
function directoryOf(name: string, specs: string | undefined): string | undefined {
  if (isFile(name, specs, diskFiles)) return placesAt(name, diskFiles)[0]?.directory;
  return vendorDirectories(specs ?? ownSpecs).find((directory) => nameOf(directory) === name);
}

/** The document of an edition is in no file. */
const asUrl = (document: Json): string =>
  `data:application/json;base64,${Buffer.from(JSON.stringify(document)).toString('base64')}`;

/** @param contract path or URL of the OpenAPI document, for other Arazzo runners */
export async function suiteOf(vendor: Vendor, byHand?: Arazzo, contract = './openapi.yaml'): Promise<Suite> {
  const generated = await generate(vendor, rehearsalDouble);
  const document: Arazzo = {
    ...generated,
    info: { title: `Contract suite of ${vendor.contract.title}`, version: '1.0.0' },
    sourceDescriptions: generated.sourceDescriptions.map((sourceDescription) => ({
      ...sourceDescription,
      url: contract,
    })),
    workflows: [...(byHand?.workflows ?? []), ...generated.workflows],
    components: {
      ...byHand?.components,
      parameters: { ...generated.components?.parameters, ...byHand?.components?.parameters },
    },
  };
  const cases = [...(byHand ? casesOf(byHand, 'pages') : []), ...casesOf(generated, 'rules')];
  return { vendor, cases, document };
}
