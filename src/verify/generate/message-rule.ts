import type { Vendor } from '../../engine/model/vendor.js';

/** The rule with the message for an issue at a field; undefined if the dialect has no messages. */
export function messageRule({ behavior }: Vendor, field: string, keyword: string): string | undefined {
  const { messages } = behavior.dialect;
  const name = field.replaceAll('[]', '.0');
  const found = [`field:${name === '' ? 'body' : name}`, keyword, 'default'].find(
    (candidate) => messages[candidate] !== undefined,
  );
  return found === undefined ? undefined : `messages.${found}`;
}
