/** Compares request bodies, replies, their media types and headers. */
import { declaredFor, mediaOf, schemaOf, typesOf } from '../../contract/bodies/media-types.js';
import { objectAt } from '../../contract/references.js';
import { canonical } from '../../engine/values/canonical.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Declared } from '../../contract/operations.js';
import { addChange, compareSchemas, type Comparing, type DocumentPart } from './operation-comparison.js';
import { holdersOf, type ContractSide } from './contract-side.js';

export function compareRequestBodies(comparing: Comparing): void {
  const [from, to] = [comparing.from.requestBody, comparing.to.requestBody];
  const change = { place: 'body', kind: 'body', direction: 'request' as const };
  if (from && to) {
    compareRequirement(comparing, from, to);
    compareContents(comparing, from, to, 'request', 'body');
  } else if (from) {
    const why = 'sending it has no documented effect any more';
    addChange(comparing, { ...change, what: 'the request body was removed', breaking: true, why }, [
      { holder: from },
      undefined,
    ]);
  } else if (to) {
    const isRequired = to['required'] === true;
    const what = isRequired ? 'a required request body was added' : 'an optional request body was added';
    const why = isRequired ? 'requests without it are no longer valid' : 'requests without it are still valid';
    addChange(comparing, { ...change, what, breaking: isRequired, why }, [undefined, { holder: to }]);
  }
}

function compareRequirement(comparing: Comparing, from: Json, to: Json): void {
  const is = to['required'] === true;
  if ((from['required'] === true) === is) return;
  addChange(
    comparing,
    {
      place: 'body',
      kind: 'required',
      direction: 'request',
      what: `the request body became ${is ? 'required' : 'optional'}`,
      breaking: is,
      why: is ? 'requests without it are no longer valid' : 'every request that was valid is still valid',
    },
    [{ holder: from }, { holder: to }],
  );
}

const lost = {
  request: 'requests of this media type are no longer valid',
  reply: 'a client that reads this media type finds another one',
};

/** Compares the media types that both have, and reports added and removed ones. */
function compareContents(comparing: Comparing, from: Json, to: Json, use: 'request' | 'reply', place: string): void {
  const change = { place, kind: 'media type', direction: use };
  const covered = new Set<string>();
  for (const type of typesOf(from)) {
    const same = declaredFor(typesOf(to), type);
    if (same === undefined) {
      addChange(comparing, { ...change, what: `the media type ${type} was removed`, breaking: true, why: lost[use] }, [
        { holder: from, below: ['content', type] },
        undefined,
      ]);
      continue;
    }
    covered.add(same);
    compareMedia(comparing, from, to, [type, same], use, place);
  }
  for (const type of typesOf(to))
    if (!covered.has(type))
      addChange(
        comparing,
        { ...change, what: `the media type ${type} was added`, breaking: false, why: 'the others are as before' },
        [undefined, { holder: to, below: ['content', type] }],
      );
}

function compareMedia(
  comparing: Comparing,
  from: Json,
  to: Json,
  [type, same]: readonly [string, string],
  use: 'request' | 'reply',
  place: string,
): void {
  compareSchemas(comparing, schemaOf(from, type), schemaOf(to, same), use, place);
  const [old, now] = [mediaOf(from, type)?.['encoding'], mediaOf(to, same)?.['encoding']];
  if (canonical(old) === canonical(now)) return;
  addChange(
    comparing,
    {
      place,
      kind: 'encoding',
      direction: use,
      what: 'the encoding of the parts differs',
      breaking: true,
      why: 'parts in the old form are read in another way',
    },
    [
      { holder: from, below: ['content', type, 'encoding'], value: old },
      { holder: to, below: ['content', same, 'encoding'], value: now },
    ],
  );
}

export function compareReplies(comparing: Comparing): void {
  const { from, to } = comparing;
  for (const [status, response] of Object.entries(from.responses)) {
    const other = responseFor(to, status);
    if (other) compareReply(comparing, status, response, other);
    else removedReply(comparing, status);
  }
  for (const [status, response] of Object.entries(to.responses)) {
    if (from.responses[status] !== undefined) continue;
    const other = responseFor(from, status);
    if (other) compareReply(comparing, status, other, response);
    else addedReply(comparing, status);
  }
}

/** For a status or range: the same, else a range or the default that includes it. */
const responseFor = ({ responses }: Declared, status: string): Json | undefined =>
  responses[status] ?? (status === 'default' ? undefined : (responses[`${status[0] ?? ''}XX`] ?? responses['default']));

const isSuccess = (status: string, { responses }: Declared): boolean =>
  /^[123]/.test(status) || (status === 'default' && !Object.keys(responses).some((other) => /^[123]/.test(other)));

function removedReply(comparing: Comparing, status: string): void {
  const breaking = isSuccess(status, comparing.from);
  addChange(
    comparing,
    {
      place: `reply ${status}`,
      kind: 'status',
      direction: 'reply',
      what: 'the status is no longer declared',
      breaking,
      why: breaking ? 'a client that expects it gets another status' : 'the code that handles it is no longer needed',
    },
    [statusPart(comparing.before, comparing.from, status), undefined],
  );
}

/** The place where an operation declares a status. The response itself can be shared. */
const statusPart = ({ document }: ContractSide, { operation }: Declared, status: string): DocumentPart => ({
  holder: holdersOf(document, operation)[0],
  below: ['responses', status],
});

function addedReply(comparing: Comparing, status: string): void {
  addChange(
    comparing,
    {
      place: `reply ${status}`,
      kind: 'status',
      direction: 'reply',
      what: 'the status was added',
      breaking: false,
      why: 'a client must treat a status that it does not know by its class (RFC 9110, section 15)',
    },
    [undefined, statusPart(comparing.after, comparing.to, status)],
  );
}

function compareReply(comparing: Comparing, status: string, from: Json, to: Json): void {
  const place = `reply ${status}`;
  if (typesOf(from).length > 0 && typesOf(to).length === 0)
    addChange(
      comparing,
      {
        place: `${place} body`,
        kind: 'body',
        direction: 'reply',
        what: 'the reply has no body any more',
        breaking: true,
        why: 'a client that reads it does not find it',
      },
      [{ holder: from, below: ['content'] }, { holder: to }],
    );
  else compareContents(comparing, from, to, 'reply', `${place} body`);
  compareHeaders(comparing, from, to, place);
}

function compareHeaders(comparing: Comparing, from: Json, to: Json, place: string): void {
  const [old, now] = [headersOf(from, comparing.before.document), headersOf(to, comparing.after.document)];
  for (const [name, header] of old) {
    const other = now.get(name);
    const change = { place: `${place} header ${name}`, direction: 'reply' as const };
    const why = 'a client that reads it does not find it';
    if (other === undefined) {
      addChange(comparing, { ...change, kind: 'header', what: 'the header was removed', breaking: true, why }, [
        { holder: header },
        undefined,
      ]);
      continue;
    }
    const [was, is] = [header['required'] === true, other['required'] === true];
    if (was !== is)
      addChange(
        comparing,
        {
          ...change,
          kind: 'required',
          what: is ? 'the header is in every reply now' : 'the header is no longer in every reply',
          breaking: was,
          why: was ? 'a client that reads it may not find it' : 'every reply is still as a client expects it',
        },
        [{ holder: header }, { holder: other }],
      );
    compareSchemas(comparing, header['schema'], other['schema'], 'reply', change.place);
  }
  for (const [name, header] of now)
    if (!old.has(name))
      addChange(
        comparing,
        {
          place: `${place} header ${name}`,
          kind: 'header',
          direction: 'reply',
          what: 'the header was added',
          breaking: false,
          why: 'a client can ignore it',
        },
        [undefined, { holder: header }],
      );
}

/** By name in lower case. OpenAPI ignores `Content-Type` here. */
function headersOf(response: Json, document: Json): Map<string, Json> {
  const headers = isObject(response['headers']) ? response['headers'] : {};
  return new Map(
    Object.entries(headers).flatMap(([name, raw]): [string, Json][] => {
      const header = objectAt(document, raw);
      return header === undefined || name.toLowerCase() === 'content-type' ? [] : [[name.toLowerCase(), header]];
    }),
  );
}
