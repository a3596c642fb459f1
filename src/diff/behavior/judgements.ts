/** What a client notices if a property of the behavior is added, removed or changed. */
import { canonical } from '../../engine/values/canonical.js';
import { isObject } from '../../grammar/json.js';

export interface Judgement {
  what: string;
  breaking: boolean;
  why: string;
}

interface Judgements {
  direction: 'request' | 'reply';
  added: Judgement;
  removed: Judgement;
  changed: Judgement | ((before: unknown, after: unknown) => Judgement);
}

const breaks = (what: string, why: string): Judgement => ({ what, breaking: true, why });
const keeps = (what: string, why: string): Judgement => ({ what, breaking: false, why });

const REFUSED = 'requests that were accepted are refused';
const ACCEPTED = 'requests that were accepted still are';
const OTHER_EFFECT = 'the same request has another effect';
const NOT_READ = 'a client that reads it finds something else';
const IGNORED = 'a client can ignore it';
const PROSE = 'it is for people';
const NO_EFFECT = 'sending it has no effect any more';

/** The same judgement for an added, a removed and a changed property. */
const always = (direction: Judgements['direction'], judgement: Judgement): Judgements => ({
  direction,
  added: judgement,
  removed: judgement,
  changed: judgement,
});

/** A rule that refuses requests. */
const refusing = (name: string, changed?: Judgements['changed']): Judgements => ({
  direction: 'request',
  added: breaks(`${name} was added`, REFUSED),
  removed: keeps(`${name} was removed`, ACCEPTED),
  changed: changed ?? breaks(`${name} changed`, REFUSED),
});

/** Something that clients can send or read. */
const offered = (direction: Judgements['direction'], name: string): Judgements => ({
  direction,
  added: keeps(`${name} was added`, direction === 'reply' ? IGNORED : ACCEPTED),
  removed: breaks(`${name} was removed`, direction === 'reply' ? NOT_READ : NO_EFFECT),
  changed: breaks(`${name} changed`, direction === 'reply' ? NOT_READ : OTHER_EFFECT),
});

/** By whether the new value is stricter than the old one. */
const graded =
  (name: string, isStricter: (before: unknown, after: unknown) => boolean, why = REFUSED) =>
  (before: unknown, after: unknown): Judgement =>
    isStricter(before, after) ? breaks(`${name} became stricter`, why) : keeps(`${name} became less strict`, ACCEPTED);

const isSmaller = (before: unknown, after: unknown): boolean => Number(after) < Number(before);

const ORIGINS = ['refuse', 'accept', 'cors'];

export const judgements = {
  verb: {
    ...always('request', breaks('it does something else', OTHER_EFFECT)),
    changed: (before, after) => {
      if (after === 'decline') return breaks('it is no longer served', 'the double answers 501');
      if (before === 'decline' || before === 'example')
        return keeps('it is served with state now', 'it had no effect before');
      return breaks('it does something else', OTHER_EFFECT);
    },
  },
  quirk: always('request', breaks('it runs other code', 'what code does cannot be compared')),
  status: always('reply', breaks('the reply has another status', NOT_READ)),
  reply: offered('reply', 'the part of the reply'),
  merge: always('request', breaks('an update treats objects in another way', OTHER_EFFECT)),
  existing: always('request', breaks('an existing record is changed in another way', OTHER_EFFECT)),
  by: always('request', breaks('another field identifies the record', OTHER_EFFECT)),
  bodyAt: always('request', breaks('the record is elsewhere in the body', OTHER_EFFECT)),
  record: always('request', breaks('the id of the record is elsewhere in the request', OTHER_EFFECT)),
  keep: always('request', breaks('what happens if it is left out of a replacement changed', OTHER_EFFECT)),
  atLeastOneOf: refusing('the rule that one of some fields is needed', (before, after) =>
    lists(before, (field) => lists(after, (other) => other === field) > 0) === lists(before)
      ? keeps('more fields satisfy the rule', ACCEPTED)
      : breaks('fewer fields satisfy the rule', REFUSED),
  ),
  protect: refusing('the protection of some records'),
  unknownBodyFields: refusing('the rule for unknown body fields', (_, after) =>
    after === 'refuse'
      ? breaks('unknown body fields are refused', REFUSED)
      : keeps('unknown body fields are ignored', ACCEPTED),
  ),
  bodyLimit: refusing('the limit of the body', graded('the limit of the body', isSmaller)),
  filter: offered('request', 'the filter'),
  page: offered('request', 'pagination'),
  pageSize: {
    direction: 'reply',
    added: breaks('lists without a requested size have pages', 'a client that reads one page misses records'),
    removed: keeps('lists without a requested size are whole', ACCEPTED),
    changed: (before, after) =>
      isSmaller(before, after)
        ? breaks('pages became smaller', 'a client that reads one page misses records')
        : keeps('pages became larger', 'a client reads as many pages as there are'),
  },
  linkHeader: offered('reply', 'the header Link'),
  sort: offered('request', 'the sort parameter'),
  order: always('reply', breaks('lists have another order', 'a client that takes the first records gets others')),
  idField: always('reply', breaks('another field holds the id', NOT_READ)),
  idFormat: always('reply', breaks('ids have another form', 'a client that checks or stores ids can fail')),
  idShape: always('reply', keeps('ids have another length or alphabet', 'ids are compared as a whole')),
  malformedId: always('reply', breaks('a malformed id is refused for another reason', NOT_READ)),
  idScope: {
    direction: 'reply',
    added: breaks('ids are unique only below their parent', 'an id alone no longer names one record'),
    removed: keeps('ids are unique among all records', 'an id still names one record'),
    changed: keeps('ids are unique in another scope', 'an id still names one record'),
  },
  alias: offered('request', 'the field that can take the place of the id'),
  parent: {
    direction: 'request',
    added: breaks('records have a parent', REFUSED),
    removed: keeps('records have no parent', ACCEPTED),
    changed: (_, after) =>
      after === 'must exist' ? breaks('the parent must exist', REFUSED) : keeps('the parent need not exist', ACCEPTED),
  },
  contexts: always('reply', breaks('other path parameters separate the records', 'a client finds other records')),
  unique: refusing('uniqueness'),
  requires: refusing('a condition for records'),
  immutable: refusing('immutability', (before, after) =>
    isLooser(before, after)
      ? keeps('immutability became less strict', ACCEPTED)
      : breaks('immutability changed', REFUSED),
  ),
  source: {
    direction: 'reply',
    added: breaks('the server sets the value', 'sent values have no effect'),
    removed: breaks('the server no longer sets the value', NOT_READ),
    changed: breaks('the server sets the value in another way', NOT_READ),
  },
  stampFormat: always('reply', breaks('time stamps have another format', NOT_READ)),
  default: {
    direction: 'request',
    added: keeps('new records have a default', 'none was stated before'),
    removed: breaks('new records have no default any more', 'a request that leaves it out has another effect'),
    changed: breaks('the default of new records changed', 'a request that leaves it out has another effect'),
  },
  distinct: refusing('the rule that elements are distinct'),
  references: refusing('the rule that the value is the id of a record'),
  alsoSentAs: offered('request', 'another name of the field in bodies'),
  hidden: {
    direction: 'reply',
    added: breaks('replies no longer show it', 'a client that reads it does not find it'),
    removed: keeps('replies show it', IGNORED),
    changed: keeps('it is hidden in another way', IGNORED),
  },
  convert: always('reply', breaks('the sent value is converted in another way', NOT_READ)),
  embed: offered('reply', 'the embedded record'),
  dropped: {
    direction: 'request',
    added: breaks('the records are deleted when a field of their parent changes', OTHER_EFFECT),
    removed: keeps('the records are kept when their parent changes', 'nothing is lost'),
    changed: breaks('the records are deleted when another field of their parent changes', OTHER_EFFECT),
  },
  accounts: always('reply', breaks('records belong to other accounts', 'a client finds other records')),
  unknownQueryParameters: refusing('the rule for unknown query parameters', (_, after) =>
    after === 'refuse'
      ? breaks('unknown query parameters are refused', REFUSED)
      : keeps('unknown query parameters are ignored', ACCEPTED),
  ),
  trailingSlash: refusing('the rule for a trailing slash', (_, after) =>
    after === 'exact'
      ? breaks('a trailing slash makes another path', REFUSED)
      : keeps('a trailing slash makes no difference', ACCEPTED),
  ),
  browserOrigin: refusing(
    'the rule for calls from browsers',
    graded(
      'the rule for calls from browsers',
      (before, after) => ORIGINS.indexOf(String(after)) < ORIGINS.indexOf(String(before)),
    ),
  ),
  slashes: offered('request', 'the parameter with unencoded slashes'),
  idempotencyKey: offered('request', 'the idempotency key'),
  limits: refusing('a rate limit', (before, after) =>
    areWithin(before, after)
      ? keeps('rate limits became less strict', ACCEPTED)
      : breaks('rate limits became stricter', REFUSED),
  ),
  message: {
    direction: 'reply',
    added: keeps('the text of a message was added', PROSE),
    removed: keeps('the text of a message was removed', PROSE),
    changed: keeps('the text of a message changed', PROSE),
  },
  refusalStatus: always(
    'reply',
    breaks('the refusal has another status', 'a client that handles the old status misses it'),
  ),
  refusalPart: {
    ...offered('reply', 'the part of the refusal'),
    changed: (before, after) =>
      isProse(before) && isProse(after)
        ? keeps('the text of the refusal changed', PROSE)
        : breaks('the refusal has another value', NOT_READ),
  },
} as const satisfies Record<string, Judgements>;

export type Kind = keyof typeof judgements;

/** Judges one property; undefined: it is the same. @param before,after undefined: the side does not have it */
export function judge(
  kind: Kind,
  before: { value: unknown } | undefined,
  after: { value: unknown } | undefined,
): Judgement | undefined {
  const { added, removed, changed }: Judgements = judgements[kind];
  if (before === undefined) return after && added;
  if (after === undefined) return removed;
  if (canonical(before.value) === canonical(after.value)) return undefined;
  return typeof changed === 'function' ? changed(before.value, after.value) : changed;
}

/** The number of elements, or of those that fit. */
function lists(value: unknown, fits: (element: unknown) => boolean = () => true): number {
  return Array.isArray(value) ? value.filter(fits).length : 0;
}

/** Whether an immutable field is immutable in fewer cases, for the same condition. */
function isLooser(before: unknown, after: unknown): boolean {
  if (!isObject(before) || !isObject(after)) return false;
  const isLess = before['evenEqual'] === after['evenEqual'] || after['evenEqual'] === undefined;
  return isLess && (before['when'] === undefined || canonical(before['when']) === canonical(after['when']));
}

/** Whether each new limit allows what an old one allowed. */
function areWithin(before: unknown, after: unknown): boolean {
  const [old, now] = [before, after].map((list) => (Array.isArray(list) ? list : []).filter(isObject));
  return (now ?? []).every(({ requests, seconds }) =>
    (old ?? []).some(
      (limit) => Number(limit['requests']) <= Number(requests) && Number(limit['seconds']) >= Number(seconds),
    ),
  );
}

/** A text of several words, and not a code. */
const isProse = (value: unknown): boolean => typeof value === 'string' && /\s/.test(value.trim());
