import type { JSX } from 'preact';
import { call } from '../../api/request.js';
import type { Json, StoredRecord } from '../../api/types.js';
import { go } from '../../state/route.js';
import { commandInSandbox } from '../../state/command.js';
import { localPath, pathOf, type RecordList } from './record-list.js';
import { RecordEditor } from './record-editor.js';

interface NewRecordProps {
  readonly place: RecordList;
  /** A record of the same resource, whose fields the editor begins with. */
  readonly sample: StoredRecord | undefined;
  readonly onDone: () => void;
}

export function NewRecord({ place, sample, onDone }: NewRecordProps): JSX.Element {
  const { vendor, account, resource } = place;
  const save = async (typed: Json): Promise<void> => {
    const made = await call<StoredRecord>('POST', `${pathOf(place)}?by=console`, { body: typed });
    go({ screen: 'records', parts: [vendor, account, resource, made.id] });
  };
  return (
    <section class="editor" aria-label="New record">
      <RecordEditor
        label={`Fields of the new ${resource}`}
        text={JSON.stringify(beginning(sample), undefined, 2)}
        note="The id may be left out where the vendor makes ids."
        verb="Create"
        commandFor={(typed) =>
          commandInSandbox(
            ['records', 'create', vendor, resource, JSON.stringify(typed), ['--account', account]],
            'POST',
            localPath(place),
            typed,
          )
        }
        save={save}
        onDone={onDone}
      />
    </section>
  );
}

/** The fields of another record, without its id and its times. */
function beginning(sample: StoredRecord | undefined): Json {
  if (sample === undefined) return {};
  const fields = Object.entries(sample.record).filter(
    ([name, value]) => String(value) !== sample.id && !/(^id$|_at$|At$)/.test(name) && value !== '[redacted]',
  );
  return Object.fromEntries(fields);
}
