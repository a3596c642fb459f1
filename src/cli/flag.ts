/** Options that several commands have. */
import { Option } from 'commander';
import { DEFAULT_LEVEL, levels } from '../grammar/evidence.js';

/** @param environment name of the variable that also sets it, without STUNTDOUBLE_ */
export const flag = (text: string, description: string, environment?: string): Option => {
  const option = new Option(text, description);
  return environment === undefined ? option : option.env(`STUNTDOUBLE_${environment}`);
};

export const evidenceFlag = (): Option =>
  flag(
    '--evidence <level>',
    'apply only rules with this evidence level or better; `serve` lists the others at start',
    'EVIDENCE',
  )
    .choices(levels)
    .default(DEFAULT_LEVEL);

export const specsFlag = (): Option =>
  flag('--specs <directory>', 'directory with vendor directories, instead of the bundled ones', 'SPECS');
