/** Vendors: what each operation does, how it refuses and with which evidence; a request to try. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { path } from '../api/request.js';
import type { OperationList } from '../api/types.js';
import { Loading } from '../parts/action.js';
import { Evidence, Method } from '../parts/marks.js';
import { arrowKeys, moveFocus } from '../parts/move-focus.js';
import { onKey } from '../state/keys.js';
import { useRemote } from '../state/remote.js';
import { route, screenAddress } from '../state/route.js';
import { vendors, versions } from '../state/session.js';
import { OperationView } from './vendors/operation-view.js';
import { VendorView } from './vendors/vendor-view.js';

export function VendorsScreen(): JSX.Element {
  const [typed, setTyped] = useState('');
  const known = vendors.value ?? [];
  const [asked, operation] = route.value.parts;
  const vendor = known.find(({ name }) => name === asked)?.name ?? asked ?? known[0]?.name;
  useEffect(() => onKey((key) => (key === 'j' || key === 'k') && moveFocus('.tree a', key === 'j' ? 1 : -1)), []);
  return (
    <main id="main" class={operation === undefined ? 'vendors' : 'vendors open'}>
      <h1 class="sr">Vendors</h1>
      <nav class="pane sunk" aria-label="Operations">
        <div class="bar">
          <input
            type="search"
            class="grow"
            aria-label="Filter operations"
            placeholder="Filter operations"
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </div>
        <div class="scroll tree" onKeyDown={arrowKeys('.tree a')}>
          {vendors.value === undefined && <Loading what="the vendors" />}
          {known.map(({ name }) => (
            <VendorTree
              key={name}
              vendor={name}
              typed={typed}
              isOpen={name === vendor}
              operation={name === vendor ? operation : undefined}
            />
          ))}
        </div>
      </nav>
      {vendor !== undefined &&
        (operation === undefined ? (
          <VendorView key={vendor} vendor={vendor} />
        ) : (
          <OperationView key={`${vendor} ${operation}`} vendor={vendor} operation={operation} />
        ))}
    </main>
  );
}

/** More operations than this are found by typing. */
const SHOWN = 200;

interface VendorTreeProps {
  readonly vendor: string;
  readonly typed: string;
  readonly isOpen: boolean;
  readonly operation: string | undefined;
}

function VendorTree({ vendor, typed, isOpen, operation }: VendorTreeProps): JSX.Element {
  const { value, error } = useRemote<OperationList>(path`/vendors/${vendor}/operations`, versions.value.documents);
  const words = typed.toLowerCase();
  const found = (value?.operations ?? []).filter(({ id, method, path: at }) =>
    `${vendor} ${method} ${at} ${id}`.toLowerCase().includes(words),
  );
  return (
    <>
      <h2>
        <a
          href={screenAddress('vendors', [vendor])}
          aria-current={isOpen && operation === undefined ? 'true' : undefined}
        >
          {vendor}
        </a>
      </h2>
      {error !== undefined && <p class="pad-s small">{String(error)}</p>}
      <ul>
        {found.slice(0, SHOWN).map(({ id, method, level }) => (
          <li key={id}>
            <a
              href={screenAddress('vendors', [vendor, id])}
              aria-current={id === operation ? 'true' : undefined}
              tabIndex={id === operation ? 0 : -1}
              title={id}
            >
              <Method name={method} />
              <span class="grow cut">{id}</span>
              <Evidence level={level} isBrief />
            </a>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="pad-s small muted">{found.length - SHOWN} more: type a part of the name</p>}
    </>
  );
}
