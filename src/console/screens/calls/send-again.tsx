import type { JSX } from 'preact';
import { path } from '../../api/request.js';
import type { CallEntry, OperationReply, TryRequest } from '../../api/types.js';
import { Button, Loading } from '../../parts/action.js';
import { RequestForm } from '../../parts/request-form.js';
import { useRemote } from '../../state/remote.js';
import { hasUnkeptBody, SENDER_HEADERS } from '../../text/curl.js';
import { searchOf } from '../../text/search.js';
import { REDACTED } from '../../text/shell.js';

/** Of the page that sent the recorded call. */
const PAGE_HEADERS = /^(origin|referer)$/;

interface SendAgainProps {
  readonly entry: CallEntry;
  readonly onDone: () => void;
}

/** The recorded call as a form. Secrets are not in the journal, so the form asks for them. */
export function SendAgain({ entry, onDone }: SendAgainProps): JSX.Element {
  const { vendor, operation } = entry;
  const { value, error } = useRemote<OperationReply>(
    operation === undefined ? undefined : path`/vendors/${vendor}/operations/${operation}`,
  );
  const isReady = operation === undefined || value !== undefined || error !== undefined;
  if (!isReady) return <Loading what="the operation" />;
  const kept = Object.entries(entry.headers).filter(([name]) => !SENDER_HEADERS.test(name) && !PAGE_HEADERS.test(name));
  const examples = Object.entries(value?.request.headers ?? {});
  const hintOf = (name: string): string => {
    const example = examples.find(([other]) => other.toLowerCase() === name)?.[1];
    return example === undefined ? 'not kept: type it again' : `not kept; such as ${example}`;
  };
  const secrets = Object.fromEntries(
    kept.flatMap(([name, content]) => (content === REDACTED ? [[name, hintOf(name)]] : [])),
  ) as Record<string, string>;
  const request: TryRequest = {
    vendor,
    method: entry.method,
    path: entry.path + searchOf(entry.query),
    headers: Object.fromEntries(kept.map(([name, content]) => [name, content === REDACTED ? '' : content])),
    ...(entry.body !== undefined && !hasUnkeptBody(entry) && { body: entry.body }),
  };
  if (entry.body !== undefined && entry.headers['content-type']?.startsWith('multipart/'))
    return (
      <section class="sec again" aria-label="Send again">
        <p class="note warn">
          This page cannot send files: take Copy as curl. <Button onClick={onDone}>Close</Button>
        </p>
      </section>
    );
  return (
    <section class="sec again" aria-label="Send again">
      {hasUnkeptBody(entry) && <p class="note warn">The journal does not have the body: type it again.</p>}
      <RequestForm request={request} secrets={secrets}>
        <Button onClick={onDone}>Close</Button>
      </RequestForm>
    </section>
  );
}
