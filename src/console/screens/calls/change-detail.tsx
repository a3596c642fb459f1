import type { JSX } from 'preact';
import type { ChangeEntry, RecordedChange } from '../../api/types.js';
import { Diff } from '../../parts/json.js';
import { screenAddress } from '../../state/route.js';

const SOURCES: Readonly<Record<string, string>> = {
  control: 'Made by hand, through the control side.',
  console: 'Made by hand, in the console.',
  restore: 'A snapshot was restored: all records of the sandbox may have changed.',
  reload: 'A document, a behavior or a seed was reloaded.',
};

export const ChangeDetail = ({ entry }: { readonly entry: ChangeEntry }): JSX.Element => (
  <section class="sec stack">
    <p class="says">{SOURCES[entry.by] ?? `Made by ${entry.by}.`}</p>
    <p class="meta">
      <span>#{entry.seq}</span>
      <b>{entry.at}</b>
      {entry.account !== undefined && (
        <span>
          account <b>{entry.account}</b>
        </span>
      )}
    </p>
    <Changes changes={entry.changes} vendor={entry.vendor} account={entry.account} />
  </section>
);

interface ChangesProps {
  readonly changes: readonly RecordedChange[];
  readonly vendor: string | undefined;
  readonly account: string | undefined;
}

/** Each changed record, before and after. */
export const Changes = ({ changes, vendor, account }: ChangesProps): JSX.Element => (
  <>
    {changes.map((change, at) => (
      <div key={at}>
        {change.kind === 'remove' ? 'Removed ' : ''}
        {vendor !== undefined && account !== undefined ? (
          <a href={screenAddress('records', [vendor, account, change.resource, change.id])}>
            {change.resource} {change.id}
          </a>
        ) : (
          `${change.resource} ${change.id}`
        )}
        <Diff change={change} />
      </div>
    ))}
  </>
);
