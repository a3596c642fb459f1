/** What a case may ask of whoever runs it: the inputs of its workflow, and the option that gives each. */

/** Inputs that every run has. */
export const always = ['run', 'target', 'token', 'large'] as const;

/** The option that an input comes from; undefined: there is no such input. */
export function optionOf(input: string): string | undefined {
  if ((always as readonly string[]).includes(input)) return '--token';
  if (input === 'second_token') return '--second-token';
  const [, kind, name] = /^(token|record)_(\w+)$/.exec(input) ?? [];
  if (kind === 'token') return `--token-for ${name ?? ''}=TOKEN`;
  return kind === 'record' ? `--record ${name ?? ''}=ID` : undefined;
}

/** What all records that a run creates are called by, where they have a name. */
export const PREFIX = 'stuntdouble-verify-';
