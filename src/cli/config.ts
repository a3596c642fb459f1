import { existsSync, readFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { suggest } from '../engine/values/suggest.js';
import { ExitError, exitCodes, messageOf } from './exit.js';

const DEFAULT_FILE = 'stuntdouble.config.yaml';

/** Sets flags from a file. The command line and the environment take precedence. Keys are the long names of the flags. */
export async function applyConfig(command: Command): Promise<void> {
  const named = command.getOptionValue('config') as string | undefined;
  const file = named ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  if (file === undefined) return;
  for (const [key, value] of Object.entries(await readSettings(file))) {
    const option = command.options.find(
      (candidate) => candidate.long === `--${key}` || candidate.long === `--no-${key}`,
    );
    if (option === undefined || key === 'config')
      throw new ExitError(
        `Cannot use ${file}: unknown setting ${key}; ${suggest(key, namesOf(command.options))}`,
        exitCodes.usage,
      );
    const attribute = option.attributeName();
    const source = command.getOptionValueSource(attribute);
    if (source !== undefined && source !== 'default') continue;
    command.setOptionValueWithSource(attribute, settingValue(file, key, option, value), 'config');
  }
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ExitError(
      `Cannot read ${file}: ${messageOf(error)}; name a YAML or JSON file of settings as --config`,
      exitCodes.usage,
    );
  }
  if (text.trim() === '') return {};
  const { readText } = await import('../loading/text/read-text.js');
  const { parsed, problems } = readText(text.replace(/^\ufeff/, ''), file);
  const [found] = problems;
  if (found !== undefined)
    throw new ExitError(`Cannot read ${file}:${found.line} ${found.problem}: ${found.remedy}`, exitCodes.usage);
  const value = parsed?.value;
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ExitError(`Cannot use ${file}: expected an object of settings, such as \`port: 4010\``, exitCodes.usage);
  return value as Record<string, unknown>;
}

function settingValue(file: string, key: string, option: Option, value: unknown): unknown {
  const invalid = (what: string): ExitError => new ExitError(`Cannot use ${file}: ${key} ${what}`, exitCodes.usage);
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') throw invalid('must be true or false');
    return value;
  }
  const text = value instanceof Date ? value.toISOString() : String(value);
  if (typeof value === 'object' && !(value instanceof Date)) throw invalid('must be a single value');
  if (option.argChoices && !option.argChoices.includes(text))
    throw invalid(`must be one of ${option.argChoices.join(', ')}`);
  try {
    return option.parseArg ? (option.parseArg as (text: string, previous: unknown) => unknown)(text, undefined) : text;
  } catch (error) {
    throw invalid(`cannot be ${text}. ${error instanceof Error ? error.message : ''}`);
  }
}

const namesOf = (options: readonly Option[]): string[] =>
  options.map((option) => (option.long ?? '').replace(/^--(no-)?/, ''));
