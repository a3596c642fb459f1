import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CallEntry, Explained } from '../../api/types.js';
import { Button } from '../../parts/action.js';
import { Copy, copyText } from '../../parts/copy.js';
import { Body } from '../../parts/json.js';
import { Flags, Status } from '../../parts/marks.js';
import { onKey } from '../../state/keys.js';
import { sandbox } from '../../state/session.js';
import { screenAddress } from '../../state/route.js';
import { curlOf, hasUnkeptBody, isDigest } from '../../text/curl.js';
import { bytesOf, counted, durationOf, timeOf } from '../../text/format.js';
import { REDACTED } from '../../text/shell.js';
import { testLineOf } from '../../text/test-line.js';
import { SendAgain } from './send-again.js';
import { WhyBlock } from './why-block.js';

interface CallDetailProps {
  readonly entry: CallEntry;
  readonly explained: Explained | undefined;
}

export function CallDetail({ entry, explained }: CallDetailProps): JSX.Element {
  const [isSending, setSending] = useState(false);
  const [copied, setCopied] = useState('');
  const curl = (): string => curlOf(entry, sandbox.value?.urls[entry.vendor] ?? '');
  const line = testLineOf(entry);
  const copyByKey = (text: string | undefined): void => {
    if (text !== undefined)
      copyText(text).then(
        () => setCopied('Copied'),
        () => setCopied('Not copied'),
      );
  };
  useEffect(
    () =>
      onKey((key) => {
        if (key === 'c') copyByKey(curl());
        else if (key === 't') copyByKey(line);
        else if (key === 'r') setSending(true);
        else return false;
        return true;
      }),
    [entry],
  );
  return (
    <>
      <div class="bar wrap">
        <Copy text={curl}>Copy as curl</Copy>
        {line !== undefined && <Copy text={() => line}>Copy as test</Copy>}
        <Button onClick={() => setSending(!isSending)} pressed={isSending}>
          Send again…
        </Button>
        <span class="sr" role="status">
          {copied}
        </span>
        <p class="meta grow end">
          <span>#{entry.seq}</span>
          <b title={entry.at}>{timeOf(entry.at)}</b>
          <b>{durationOf(entry.duration)} ms</b>
          {entry.account !== undefined && (
            <span>
              account <b>{entry.account}</b>
            </span>
          )}
          <Flags
            fault={entry.fault}
            delivery={entry.reply.delivery}
            isLost={entry.lost}
            violations={entry.violations.length}
          />
        </p>
      </div>
      {isSending && <SendAgain entry={entry} onDone={() => setSending(false)} />}
      <WhyBlock entry={entry} explained={explained} />
      <RequestPart entry={entry} />
      <ReplyPart entry={entry} />
    </>
  );
}

function RequestPart({ entry }: { readonly entry: CallEntry }): JSX.Element {
  const { headers, body, operation, vendor, query } = entry;
  const type = headers['content-type'] ?? '';
  return (
    <section class="sec">
      <header>
        <h3>Request</h3>
        <p class="muted small grow">
          {operation !== undefined && (
            <>
              <a href={screenAddress('vendors', [vendor, operation])}>{operation}</a>{' '}
            </>
          )}
          {[type, headers['content-length'] === undefined ? '' : bytesOf(Number(headers['content-length']))]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        {body !== undefined && <Copy kind="quiet" label="Copy the body" text={() => textOf(body)} />}
      </header>
      {query && Object.keys(query).length > 0 && (
        <dl class="facts query">
          {Object.entries(query).map(([name, value]) => (
            <div class="pair" key={name}>
              <dt class="mono">{name}</dt>
              <dd class="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {isDigest(body) && <p class="muted small">Of a body of this size or kind, the journal keeps only:</p>}
      {body === undefined ? (
        <p class="muted small">
          {hasUnkeptBody(entry) ? 'The body is not kept: it was not read, or not as its type says.' : 'No body'}
        </p>
      ) : (
        <Body value={body} type={type} label="Body of the request" marked={markedPaths(entry)} />
      )}
      <Headers headers={headers} />
    </section>
  );
}

/** The fields of the body that the refusal is about. */
function markedPaths({ why, issues = [] }: CallEntry): string[] {
  const expected = (why?.expected ?? []).filter((item) => item.in === 'body').map((item) => item.pointer);
  return [
    ...expected.map((pointer) => pointer.slice(1).replaceAll('/', '.')),
    ...(why?.immutable ? [why.immutable.field] : []),
    ...issues.map(({ field }) => field),
  ];
}

function ReplyPart({ entry }: { readonly entry: CallEntry }): JSX.Element {
  const { reply, lost } = entry;
  const type = reply.headers?.['content-type'] ?? '';
  if (lost)
    return (
      <section class="sec">
        <h3>Reply</h3>
        <p>The client disconnected before its message was whole: nothing was decided, and there is no reply.</p>
      </section>
    );
  return (
    <section class="sec">
      <header>
        <h3>Reply</h3>
        <p class="muted small grow">
          <Status code={reply.status} />{' '}
          {[type, reply.size === undefined ? '' : bytesOf(reply.size)].filter((part) => part !== '').join(' · ')}
        </p>
        {reply.body !== undefined && <Copy kind="quiet" label="Copy the reply" text={() => textOf(reply.body)} />}
      </header>
      {reply.delivery && <p class="note">{deliveryOf(reply.delivery)}</p>}
      {reply.body === undefined ? (
        <p class="muted small">No body</p>
      ) : (
        <Body value={reply.body} type={type} label="Body of the reply" />
      )}
      <Headers headers={reply.headers ?? {}} />
    </section>
  );
}

function deliveryOf({
  delay,
  drop,
  truncate,
  malformed,
  trickle,
}: NonNullable<CallEntry['reply']['delivery']>): string {
  return [
    ...(delay === undefined ? [] : [`It was sent after ${delay} ms.`]),
    ...(drop === undefined ? [] : [`It was not sent: the connection was ${drop === 'reset' ? 'reset' : 'closed'}.`]),
    ...(truncate === undefined
      ? []
      : [`Only ${counted(truncate, 'byte')} of it were sent, then the connection was closed.`]),
    ...(malformed === undefined ? [] : ['It was sent as invalid JSON.']),
    ...(trickle === undefined ? [] : [`It was sent at ${counted(trickle, 'byte')} per second.`]),
  ].join(' ');
}

function Headers({ headers }: { readonly headers: Readonly<Record<string, string>> }): JSX.Element | null {
  const all = Object.entries(headers);
  if (all.length === 0) return null;
  const secret = all.filter(([, value]) => value === REDACTED).length;
  return (
    <details class="headers">
      <summary class="small">
        Headers{' '}
        <span class="muted">
          {all.length}
          {secret > 0 && `, of which ${secret} not kept`}
        </span>
      </summary>
      <dl class="facts">
        {all.map(([name, value]) => (
          <div class="pair" key={name}>
            <dt class="mono">{name}</dt>
            <dd class="mono">{value === REDACTED ? <span class="hid">secret, not kept</span> : value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
