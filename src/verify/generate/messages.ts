import type { Vendor } from '../../engine/model/vendor.js';

/** The rule that words an issue at a field; undefined: the dialect shows no messages. */
export function messageRule({ behavior }: Vendor, field: string, keyword: string): string | undefined {
  const { messages } = behavior.dialect;
  const name = field.replaceAll('[]', '.0');
  const found = [`field:${name === '' ? 'body' : name}`, keyword, 'default'].find(
    (candidate) => messages[candidate] !== undefined,
  );
  return found === undefined ? undefined : `messages.${found}`;
}
