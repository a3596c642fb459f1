/** Names of editions: `acme@2026-08` is the edition 2026-08 of the vendor acme. */

export interface EditionName {
  /** The vendor. */
  base: string;
  edition: string;
}

/** undefined: the name is not that of an edition. */
export function editionNamed(name: string): EditionName | undefined {
  const at = name.indexOf('@');
  return at < 0 ? undefined : { base: name.slice(0, at), edition: name.slice(at + 1) };
}

export const nameOfEdition = ({ base, edition }: EditionName): string => `${base}@${edition}`;

export const editionNames = 'lower-case letters, digits, . _ and -, with a letter or digit first';

/** Whether it can be the part of a name after the @. */
export const isEdition = (text: string): boolean => /^[a-z0-9][a-z0-9._-]*$/.test(text);
