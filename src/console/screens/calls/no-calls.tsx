import type { JSX } from 'preact';
import { call, path } from '../../api/request.js';
import type { CallReply, OperationReply, Vendor } from '../../api/types.js';
import { ChangeButton, ErrorNote, useAction } from '../../parts/action.js';
import { Copy } from '../../parts/copy.js';
import { useRemote } from '../../state/remote.js';
import { sandboxName } from '../../state/route.js';
import { sandbox, vendors } from '../../state/session.js';
import { curlOf } from '../../text/curl.js';

/** What to do while the journal is empty. */
export function NoCalls(): JSX.Element {
  const [vendor] = vendors.value ?? [];
  const operation = vendor && firstOf(vendor);
  const { value } = useRemote<OperationReply>(
    vendor && operation !== undefined ? path`/vendors/${vendor.name}/operations/${operation}` : undefined,
  );
  const action = useAction();
  const request = value?.request;
  const curl = request && curlOf(request, sandbox.value?.urls[request.vendor] ?? '');
  const send = (): void =>
    void action.run(() => call<CallReply>('POST', path`/sandboxes/${sandboxName.value}/calls`, { body: request }));
  return (
    <div class="empty stack">
      <p class="says">No calls yet</p>
      {curl === undefined ? (
        <p>They appear here as they arrive.</p>
      ) : (
        <>
          <p>Send one to see it here:</p>
          <pre class="box">{curl}</pre>
          <p class="row">
            <ChangeButton kind="primary" onClick={send}>
              Send it from here
            </ChangeButton>
            <Copy text={() => curl} label="Copy the curl line" />
          </p>
          <ErrorNote error={action.error} />
        </>
      )}
      {vendors.value && (
        <dl class="facts">
          {vendors.value.map(({ name }) => (
            <div class="pair" key={name}>
              <dt>{name}</dt>
              <dd class="mono">{sandbox.value?.urls[name]}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** The simplest to try: one that reads and needs no id. */
const firstOf = ({ operations }: Vendor): string | undefined =>
  (operations.find(({ method, path: at }) => method === 'GET' && !at.includes('{')) ?? operations[0])?.id;
