import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Problem } from '../../api/request.js';
import type { Json } from '../../api/types.js';
import { Button, ChangeButton, ErrorNote, useAction } from '../../parts/action.js';
import { CommandBox } from '../../parts/command-bar.js';
import type { Command } from '../../text/commands.js';
import { parseObject } from '../../text/make-merge-patch.js';

interface RecordEditorProps {
  readonly label: string;
  readonly text: string;
  readonly note: string;
  readonly verb: string;
  /** The command for what is typed. */
  readonly commandFor: (typed: Json) => Command;
  /** Rejects with the refusal of the control side. */
  readonly save: (typed: Json) => Promise<unknown>;
  readonly onDone: () => void;
}

/** A record as JSON text. Nothing that was typed is lost when the control side refuses it. */
export function RecordEditor({ label, text, note, verb, commandFor, save, onDone }: RecordEditorProps): JSX.Element {
  const [typed, setTyped] = useState(text);
  const action = useAction();
  const id = useId();
  const send = (event: Event): void => {
    event.preventDefault();
    void action.run(async () => save(parseObject(typed))).then((isDone) => isDone && onDone());
  };
  const parsed = quietly(typed);
  return (
    <form class="pad stack" onSubmit={send} aria-label={label}>
      <label for={id} class="muted">
        {label}
      </label>
      <textarea
        id={id}
        spellcheck={false}
        rows={Math.min(18, typed.split('\n').length + 1)}
        value={typed}
        aria-invalid={action.error !== undefined}
        aria-describedby={`${id}-note`}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p class="small muted" id={`${id}-note`}>
        {note}
      </p>
      <Refusal error={action.error} />
      <p class="row">
        <ChangeButton kind="primary" type="submit">
          {verb}
        </ChangeButton>
        <Button onClick={onDone}>Cancel</Button>
      </p>
      {parsed && <CommandBox command={commandFor(parsed)} />}
    </form>
  );
}

/** Each mistake with the field that it is about. */
function Refusal({ error }: { readonly error: unknown }): JSX.Element | null {
  if (!(error instanceof Problem) || error.mistakes.length < 2) return <ErrorNote error={error} />;
  return (
    <div class="note bad" role="alert">
      <b>{error.title}.</b>
      <ul>
        {error.mistakes.map(({ pointer, detail }) => (
          <li key={pointer + detail}>{detail}</li>
        ))}
      </ul>
    </div>
  );
}

function quietly(text: string): Json | undefined {
  try {
    return parseObject(text);
  } catch {
    return undefined;
  }
}
