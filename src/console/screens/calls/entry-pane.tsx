/** One entry of the journal: what was sent, which rule answered and why, what changed. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { path, Problem } from '../../api/request.js';
import type { EntryReply } from '../../api/types.js';
import { omit } from '../../text/omit.js';
import { ErrorNote, Loading } from '../../parts/action.js';
import { Failure } from '../../parts/failure.js';
import type { Item } from '../../state/entry-list.js';
import { useRemote } from '../../state/remote.js';
import { replace, route, sandboxName, screenAddress } from '../../state/route.js';
import { cleared, journal, oldest } from '../../state/session.js';
import { Method, MiddleCut, Status } from '../../parts/marks.js';
import { CallDetail } from './call-detail.js';
import { ChangeDetail } from './change-detail.js';

interface EntryPaneProps {
  readonly seq: number;
  /** The entries of the list, ascending. */
  readonly shown: readonly Item[];
}

export function EntryPane({ seq, shown }: EntryPaneProps): JSX.Element {
  const asked = route.value.query['cleared'];
  const isOther = asked !== undefined && cleared.value >= 0 && asked !== String(cleared.value);
  // Read once: an entry never changes.
  const { value, error } = useRemote<EntryReply>(path`/sandboxes/${sandboxName.value}/journal/${seq}`);
  const [kept, keep] = useState<{ reply: EntryReply; journal: number } | undefined>(undefined);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    if (value) keep({ reply: value, journal: journal.value });
  }, [value]);
  useEffect(() => {
    pane.current?.querySelector('.scroll')?.scrollTo({ top: 0 });
  }, [seq]);
  const copy = kept?.reply.entry.seq === seq ? kept : undefined;
  const reply = value ?? copy?.reply;
  const isGone = copy !== undefined && (seq < oldest.value || copy.journal !== journal.value);
  return (
    <section class="pane" aria-label={`Entry ${seq}`} ref={pane}>
      <div class="bar title">
        <a class="btn quiet only-narrow" href={closed()}>
          ‹ Calls
        </a>
        <Title reply={reply} seq={seq} />
        <span class="steps">
          <Step to={neighbor(shown, seq, 1)} label="Newer entry">
            ↑
          </Step>
          <Step to={neighbor(shown, seq, -1)} label="Older entry">
            ↓
          </Step>
          <a class="btn quiet wide-only" href={closed()} aria-label="Close" title="Esc">
            ✕
          </a>
        </span>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={`Entry ${seq}, details`}>
        {isOther && (
          <p class="note warn">
            <b>This address is older than the journal.</b> The journal was cleared since, and its numbers began again:
            this may be another entry.
          </p>
        )}
        {isGone && (
          <p class="note warn">
            <b>#{seq} is gone from the journal.</b> What is shown is the copy that this page had; a reload will not
            bring it back.
          </p>
        )}
        {reply === undefined && error === undefined && <Loading what={`#${seq}`} />}
        {reply === undefined && error !== undefined && (
          <div class="pad">
            {error instanceof Problem && error.status === 404 ? (
              <p class="note warn">
                <b>#{seq} is not in the journal.</b> {error.message}
              </p>
            ) : (
              <ErrorNote error={error} />
            )}
          </div>
        )}
        <Failure of={String(seq)}>
          {reply?.entry.kind === 'call' && <CallDetail key={seq} entry={reply.entry} explained={reply.explained} />}
          {reply?.entry.kind === 'change' && <ChangeDetail entry={reply.entry} />}
        </Failure>
      </div>
    </section>
  );
}

const closed = (): string => screenAddress('calls', [], omit(route.value.query, 'cleared'));

function Title({ reply, seq }: { readonly reply: EntryReply | undefined; readonly seq: number }): JSX.Element {
  if (reply === undefined) return <h2 class="grow">#{seq}</h2>;
  const { entry } = reply;
  if (entry.kind === 'change') return <h2 class="grow">Change by {entry.by}</h2>;
  return (
    <>
      <h2 class="grow title-line">
        <Method name={entry.method} />
        <MiddleCut prefix={`/${entry.vendor}`} text={entry.path} />
      </h2>
      <Status code={entry.status} />
    </>
  );
}

/** The next entry in a direction, as the list shows it. */
function neighbor(shown: readonly Item[], seq: number, step: 1 | -1): number | undefined {
  const others = shown.filter((item) => item.kind !== 'gap' && (step === 1 ? item.seq > seq : item.seq < seq));
  return (step === 1 ? others[0] : others.at(-1))?.seq;
}

interface StepProps {
  readonly to: number | undefined;
  readonly label: string;
  readonly children: string;
}

const Step = ({ to, label, children }: StepProps): JSX.Element => (
  <button
    type="button"
    class="btn quiet"
    aria-label={label}
    disabled={to === undefined}
    onClick={() => to !== undefined && replace({ parts: [String(to)] })}
  >
    {children}
  </button>
);
