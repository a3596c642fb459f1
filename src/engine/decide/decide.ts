import type { DecideContext } from '../model/vendor.js';
import type { Decision } from '../model/call.js';
import type { Refusal } from '../model/refusal.js';
import { decideInForms } from './forms/decide-in-forms.js';
import { example } from './verbs/example.js';
import { list } from './verbs/list.js';
import { read } from './verbs/read.js';
import { deleteRecord } from './verbs/delete.js';
import { singleton } from './verbs/singleton.js';
import { create, replace, update, upsert } from './verbs/write.js';

/**
 * The changes of a call and the values for its reply, or a refusal. Pure and synchronous: it can be run again.
 */
export function decide(context: DecideContext): Decision | Refusal {
  return context.vendor.hasForms ? decideInForms(context, decideByVerb) : decideByVerb(context);
}

function decideByVerb(context: DecideContext): Decision | Refusal {
  const { rule } = context.rule;
  switch (rule.verb) {
    case 'create':
      return create(context, rule);
    case 'read':
      return read(context, rule);
    case 'list':
      return list(context, rule);
    case 'update':
      return update(context, rule);
    case 'replace':
      return replace(context, rule);
    case 'upsert':
      return upsert(context, rule);
    case 'delete':
      return deleteRecord(context, rule);
    case 'singleton':
      return singleton(context, rule);
    case 'example':
      return example(context, rule);
    case 'decline':
      throw new Error('a declined operation is answered before it is decided');
    case 'quirk':
      return quirk(context, rule.quirk);
    default:
      return rule satisfies never;
  }
}

function quirk(context: DecideContext, name: string): Decision | Refusal {
  const run = context.vendor.quirks[name];
  if (run === undefined) throw new Error(`quirk ${name} is not registered`);
  return run(context);
}
