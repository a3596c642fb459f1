/** The inputs of workflows, and the option that provides each. */

/** Inputs of every run. */
export const COMMON_INPUTS = ['run', 'target', 'token', 'large'] as const;

/** The option that provides an input; undefined for unknown inputs. */
export function optionOf(input: string): string | undefined {
  if ((COMMON_INPUTS as readonly string[]).includes(input)) return '--token';
  if (input === 'second_token') return '--second-token';
  const [, kind, name] = /^(token|record)_(\w+)$/.exec(input) ?? [];
  if (kind === 'token') return `--token-for ${name ?? ''}=TOKEN`;
  return kind === 'record' ? `--record ${name ?? ''}=ID` : undefined;
}

/** Prefix of the names of created records. */
export const PREFIX = 'stuntdouble-verify-';
