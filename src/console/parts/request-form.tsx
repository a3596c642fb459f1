/** A request to a vendor that can be changed and sent through the control side. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { call, path as pathOf } from '../api/request.js';
import type { CallReply, TryRequest } from '../api/types.js';
import { sandboxName, screenAddress } from '../state/route.js';
import { sandbox } from '../state/session.js';
import { curlOf } from '../text/curl.js';
import { bodyText, sentBody } from '../text/request-body.js';
import { REDACTED } from '../text/shell.js';
import { ChangeButton, ErrorNote, useAction } from './action.js';
import { CommandBox } from './command-bar.js';
import { Body } from './json.js';
import { Status } from './marks.js';

interface RequestFormProps {
  readonly request: TryRequest;
  /** Headers whose values the form asks for, with a hint each; their values are not part of the curl line. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly children?: JSX.Element;
}

export function RequestForm({ request, secrets = {}, children }: RequestFormProps): JSX.Element {
  const { vendor, method } = request;
  const [path, setPath] = useState(request.path);
  const [headers, setHeaders] = useState(() => lowerCased(request.headers));
  const type = headers['content-type'] ?? '';
  const [body, setBody] = useState(() => request.text ?? bodyText(request.body, type));
  const [reply, setReply] = useState<CallReply | undefined>(undefined);
  const action = useAction();
  const id = useId();
  const isUnfinished =
    body.includes(REDACTED) || path.includes(encodeURIComponent(REDACTED)) || path.includes(REDACTED);
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  const send = (event: Event): void => {
    event.preventDefault();
    if (isUnfinished) return;
    void action.run(async () => {
      const sent = { vendor, method, path, headers: given, ...sentBody(body, type) };
      setReply(await call<CallReply>('POST', pathOf`/sandboxes/${sandboxName.value}/calls`, { body: sent }));
    });
  };
  const shown = Object.fromEntries(
    Object.keys(headers).map((name) => [name, name in secrets ? REDACTED : (headers[name] ?? '')]),
  );
  return (
    <form class="pad stack" onSubmit={send} aria-label={`Send ${method} ${request.path}`}>
      <div class="form">
        <label for={`${id}-path`}>{method}</label>
        <input
          id={`${id}-path`}
          type="text"
          class="mono"
          spellcheck={false}
          value={path}
          onInput={({ currentTarget }) => setPath(currentTarget.value)}
        />
        {Object.entries(headers).map(([name, value]) => (
          <HeaderField
            key={name}
            id={`${id}-${name}`}
            name={name}
            value={value}
            hint={secrets[name]}
            onInput={(next) => setHeaders({ ...headers, [name]: next })}
          />
        ))}
        {(body !== '' || !/^(GET|HEAD|DELETE|OPTIONS)$/.test(method)) && (
          <div class="wide">
            <label for={`${id}-body`} class="muted">
              Body
            </label>
            <textarea
              id={`${id}-body`}
              rows={Math.min(14, Math.max(3, body.split('\n').length + 1))}
              spellcheck={false}
              value={body}
              aria-invalid={isUnfinished}
              onInput={({ currentTarget }) => setBody(currentTarget.value)}
            />
          </div>
        )}
      </div>
      {isUnfinished && (
        <p class="note warn">Replace each {REDACTED} with a value: the journal does not keep secrets.</p>
      )}
      <p class="row">
        <ChangeButton kind="primary" type="submit" disabled={isUnfinished}>
          Send
        </ChangeButton>
        <span class="small muted">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
        {children}
      </p>
      <ErrorNote error={action.error} />
      {reply && <ReplyPart reply={reply} />}
      <CommandBox
        command={{
          curl: curlOf({ method, path, headers: shown, ...sentBody(body, type) }, sandbox.value?.urls[vendor] ?? ''),
        }}
      />
    </form>
  );
}

const lowerCased = (headers: TryRequest['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

interface HeaderFieldProps {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** Shown while it is empty. */
  readonly hint: string | undefined;
  readonly onInput: (value: string) => void;
}

const HeaderField = ({ id, name, value, hint, onInput }: HeaderFieldProps): JSX.Element => (
  <>
    <label for={id} class="cut" title={name}>
      {name}
    </label>
    <input
      id={id}
      type="text"
      class="mono"
      autocomplete="off"
      spellcheck={false}
      placeholder={hint ?? 'not sent'}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  </>
);

function ReplyPart({ reply: { reply, seq, dropped } }: { readonly reply: CallReply }): JSX.Element {
  const type = reply?.headers['content-type'] ?? '';
  const body = reply?.body ?? reply?.text;
  return (
    <section aria-label="Reply" class="stack" aria-live="polite">
      <p class="row">
        <b>Reply</b> {reply && <Status code={reply.status} />}
        <span class="muted small grow">{type}</span>
        {seq !== undefined && <a href={screenAddress('calls', [String(seq)])}>Open #{seq}</a>}
      </p>
      {dropped && <p class="note warn">A fault ended the connection before the whole reply was sent.</p>}
      {body !== undefined && <Body value={body} type={type} label="Body of the reply" />}
    </section>
  );
}
