/** `contract.arazzo.yaml` of a vendor directory: hand-written cases. */
import type { Vendor } from '../engine/model/vendor.js';
import { join } from 'node:path';
import { arazzoGrammar, type Arazzo } from '../grammar/arazzo.js';
import { conform } from '../grammar/conform.js';
import { checkSuite } from '../verify/arazzo/check-suite.js';
import { diskFiles, exists, type Files } from './files.js';
import type { Mistake } from './mistakes.js';
import { shownPath } from './shown-path.js';
import { Source } from './source.js';

export const CONTRACT_SUITE = 'contract.arazzo.yaml';

export interface ContractSuite {
  /** undefined: the directory has none, or it has mistakes. */
  arazzo: Arazzo | undefined;
  mistakes: Mistake[];
}

export function readContractSuite(directory: string, vendor: Vendor, files: Files = diskFiles): ContractSuite {
  const file = join(directory, CONTRACT_SUITE);
  if (!exists(files, file)) return { arazzo: undefined, mistakes: [] };
  const source = Source.read(files, file, shownPath(file));
  if (source.value === undefined) return { arazzo: undefined, mistakes: source.mistakes };
  const result = conform(arazzoGrammar, source.value);
  const problems = 'wrong' in result ? result.wrong : checkSuite(result.data, vendor);
  const mistakes = [
    ...source.mistakes,
    ...problems.map(({ path, problem, remedy }) => source.mistake(path, problem, remedy)),
  ];
  return { arazzo: mistakes.length === 0 && 'data' in result ? result.data : undefined, mistakes };
}
