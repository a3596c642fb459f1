/** Records: what is stored, by vendor, account and resource. */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { path } from '../api/request.js';
import type { RecordTree } from '../api/types.js';
import { ErrorNote, Loading } from '../parts/action.js';
import { Failure } from '../parts/failure.js';
import { arrowKeys, moveFocus } from '../parts/move-focus.js';
import { onKey } from '../state/keys.js';
import { useRemote } from '../state/remote.js';
import { go, route, sandboxName, screenAddress } from '../state/route.js';
import { commandInSandbox, viewCommand } from '../state/command.js';
import { versions } from '../state/session.js';
import { grouped } from '../text/format.js';
import type { RecordList } from './records/record-list.js';
import { RecordPane } from './records/record-pane.js';
import { RecordTable } from './records/record-table.js';
import { StateTools } from './records/state-tools.js';

export function RecordsScreen(): JSX.Element {
  const { parts } = route.value;
  const { value, error } = useRemote<RecordTree>(path`/sandboxes/${sandboxName.value}/records`, versions.value.records);
  const [vendor, account, resource, id] = parts;
  const place =
    vendor !== undefined && account !== undefined && resource !== undefined
      ? { vendor, account, resource }
      : firstIn(value);
  useEffect(() => {
    if (place === undefined) viewCommand.value = commandInSandbox(['records', 'accounts'], 'GET', '/records');
  }, [place === undefined]);
  useEffect(
    () =>
      onKey((key) => {
        if (key === 'Escape' && id !== undefined) go({ parts: parts.slice(0, 3) });
        else if (key === 'j' || key === 'k') return moveFocus('table.records a.open', key === 'j' ? 1 : -1);
        else return false;
        return true;
      }),
    [parts],
  );
  const isNarrowList = resource === undefined;
  return (
    <main id="main" class={`records${id === undefined ? '' : ' open'}${isNarrowList ? '' : ' chosen'}`}>
      <h1 class="sr">Records</h1>
      <nav class="pane sunk" aria-label="Vendors, accounts, resources">
        <div class="scroll tree" onKeyDown={arrowKeys('.tree a')}>
          <ErrorNote error={error} />
          {value === undefined && error === undefined && <Loading what="the records" />}
          {value && <Tree tree={value} place={place} />}
        </div>
        <StateTools />
      </nav>
      {place ? (
        <Failure key={Object.values(place).join('/')} of="records">
          <RecordTable place={place} id={id} />
        </Failure>
      ) : (
        value && (
          <section class="pane">
            <div class="empty stack">
              <p class="says">No records yet</p>
              <p>
                A call that creates one shows it here, and so does a seed: stuntdouble serve --seed FILE, or --fake 10.
              </p>
            </div>
          </section>
        )
      )}
      {place && id !== undefined && (
        <Failure key={`${Object.values(place).join('/')}/${id}`} of={id}>
          <RecordPane place={place} id={id} />
        </Failure>
      )}
    </main>
  );
}

function firstIn(tree: RecordTree | undefined): RecordList | undefined {
  for (const { vendor, accounts } of tree?.vendors ?? [])
    for (const { account, resources } of accounts) {
      const [first] = resources;
      if (first) return { vendor, account, resource: first.resource };
    }
  return undefined;
}

function Tree({ tree, place }: { readonly tree: RecordTree; readonly place: RecordList | undefined }): JSX.Element {
  return (
    <>
      {tree.vendors.map(({ vendor, accounts, accountsTotal }) => (
        <div key={vendor}>
          <h2>{vendor}</h2>
          {accounts.map(({ account, resources }) => (
            <div key={account}>
              <h3 class="cut" title={account}>
                account {account}
              </h3>
              <ul>
                {resources.map(({ resource, count }) => {
                  const isCurrent =
                    place?.vendor === vendor && place.account === account && place.resource === resource;
                  return (
                    <li key={resource}>
                      <a
                        href={screenAddress('records', [vendor, account, resource])}
                        aria-current={isCurrent ? 'true' : undefined}
                        tabIndex={isCurrent ? 0 : -1}
                      >
                        <span class="grow cut">{resource}</span>
                        <span class="num">{grouped(count)}</span>
                      </a>
                    </li>
                  );
                })}
              </ul>
            </div>
          ))}
          {accountsTotal > accounts.length && (
            <p class="pad-s small muted">
              {grouped(accountsTotal - accounts.length)} more accounts: see stuntdouble records accounts
            </p>
          )}
        </div>
      ))}
    </>
  );
}
