import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { path } from '../../api/request.js';
import type { Notes, OperationList } from '../../api/types.js';
import { ErrorNote, Loading } from '../../parts/action.js';
import { Evidence, EvidenceCounts } from '../../parts/marks.js';
import { useRemote } from '../../state/remote.js';
import { screenAddress } from '../../state/route.js';
import { target, viewCommand } from '../../state/command.js';
import { sandbox, vendors, versions } from '../../state/session.js';
import { controlCurl } from '../../text/commands.js';
import { counted, sentenceOf } from '../../text/format.js';
import { quote } from '../../text/shell.js';

/** A vendor as a whole: what was understood of its document, what was repaired, what is answered by example. */
export function VendorView({ vendor }: { readonly vendor: string }): JSX.Element {
  const { value, error } = useRemote<Notes>(path`/vendors/${vendor}/notes`, versions.value.documents);
  const known = vendors.value?.find(({ name }) => name === vendor);
  const isBundled = known?.bundled ?? false;
  useEffect(() => {
    viewCommand.value = {
      ...(isBundled && { cli: `stuntdouble explain ${quote(vendor)}` }),
      curl: controlCurl(target.value, 'GET', path`/vendors/${vendor}/operations`),
    };
  }, [vendor, isBundled]);
  return (
    <section class="pane wide-pane" aria-label={vendor}>
      <div class="bar">
        <h2 class="grow">
          {vendor} <span class="muted">{known?.title}</span>
        </h2>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={`About ${vendor}`}>
        <ErrorNote error={error} />
        {value === undefined && error === undefined && <Loading what={vendor} />}
        <p class="sec mono">{sandbox.value?.urls[vendor]}</p>
        <Operations vendor={vendor} />
        {value && <NotesView notes={value} vendor={vendor} />}
      </div>
    </section>
  );
}

/** More operations than this are found in the list beside. */
const SHOWN = 200;

function Operations({ vendor }: { readonly vendor: string }): JSX.Element | null {
  const { value } = useRemote<OperationList>(path`/vendors/${vendor}/operations`, versions.value.documents);
  if (value === undefined) return null;
  return (
    <section class="sec">
      <h3>{counted(value.operations.length, 'operation')}</h3>
      <EvidenceCounts rules={value.rules} />
      <table class="free points">
        <tbody>
          {value.operations.slice(0, SHOWN).map(({ id, does, level }) => (
            <tr key={id}>
              <th scope="row">
                <a class="mono" href={screenAddress('vendors', [vendor, id])}>
                  {id}
                </a>
              </th>
              <td>
                {sentenceOf(does)} <Evidence level={level} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** More would take the browser too long. */
const MAX_NOTES = 500;

function NotesView({ notes, vendor }: { readonly notes: Notes; readonly vendor: string }): JSX.Element {
  const { understood, notes: repaired, byExample, leftOut } = notes;
  return (
    <>
      {understood.length > 0 && (
        <section class="sec">
          <h3>Understood from the document</h3>
          {understood.map((line, at) => (
            <p key={at}>{line}</p>
          ))}
        </section>
      )}
      {byExample.length > 0 && (
        <section class="sec">
          <h3>Answered by example only: nothing is stored</h3>
          <ul>
            {byExample.map((id) => (
              <li key={id}>
                <a class="mono" href={screenAddress('vendors', [vendor, id])}>
                  {id}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="sec">
        <h3>Repaired, not used or not enforced in the document</h3>
        {repaired.length === 0 ? (
          <p class="muted">Nothing.</p>
        ) : (
          <>
            <p class="muted small">
              {counted(repaired.length, 'note')}
              {repaired.length > MAX_NOTES && `, of which the first ${MAX_NOTES} are shown`}
            </p>
            <ul class="stack">
              {repaired.slice(0, MAX_NOTES).map(({ file, line, text }, at) => (
                <li key={at}>
                  {text}{' '}
                  <span class="muted small mono">
                    {file}:{line}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {leftOut.length > 0 && (
        <section class="sec">
          <h3>Rules that are not applied: below the evidence asked for</h3>
          <ul class="stack">
            {leftOut.map(({ id, level, instead }) => (
              <li key={id}>
                <code>{id}</code> <Evidence level={level} /> <span class="muted">{instead}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
