import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useMedia, useWindow } from '../../parts/window.js';
import type { Item } from '../../state/entry-list.js';
import { onKey } from '../../state/keys.js';
import { replace, route, screenAddress } from '../../state/route.js';
import { cleared } from '../../state/session.js';
import { counted, grouped } from '../../text/format.js';
import { Row } from './call-row.js';

/** Pixels, as the style has them. */
const ROW = 28;
const NARROW_ROW = 48;

interface CallListProps {
  /** Ascending by `seq`; shown from the last. */
  readonly items: readonly Item[];
  readonly open: number | undefined;
  /** Entries without the filter. */
  readonly total: number;
  readonly isFiltered: boolean;
}

export function CallList({ items, open, total, isFiltered }: CallListProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia('(max-width: 760px)');
  const rowHeight = isNarrow ? NARROW_ROW : ROW;
  const { from, to, above, below } = useWindow(place, items.length, rowHeight);
  const [cursor, setCursor] = useState(open ?? 0);
  const { query } = route.value;
  const address = screenAddress(
    'calls',
    ['SEQ'],
    cleared.value > 0 ? { ...query, cleared: String(cleared.value) } : query,
  );
  const rows: JSX.Element[] = [];
  const at = (index: number): Item | undefined => items[items.length - 1 - index];
  const current = items.some(({ seq }) => seq === cursor) ? cursor : at(0)?.seq;
  for (let index = from; index < to; index++) {
    const item = at(index);
    if (item)
      rows.push(
        <Row
          key={item.seq}
          item={item}
          index={index}
          isOpen={item.seq === open}
          hasFocus={item.seq === current}
          isNarrow={isNarrow}
          address={address}
        />,
      );
  }
  useKeptPosition(place, items, rowHeight);

  const move = (step: number): boolean => {
    const index = items.findIndex(({ seq }) => seq === (open ?? current));
    const isElsewhere = open === undefined && !place.current?.contains(document.activeElement);
    const next = items[isElsewhere ? index : index - step];
    if (next === undefined) return true;
    setCursor(next.seq);
    showRow(place.current, items.length - 1 - items.indexOf(next), rowHeight);
    if (open !== undefined && next.kind !== 'gap') replace({ parts: [String(next.seq)] });
    else requestAnimationFrame(() => focusRow(place.current, next.seq));
    return true;
  };
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => onKey((key) => (key === 'j' ? latest.current(1) : key === 'k' ? latest.current(-1) : false)), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(step);
  };
  return (
    <>
      <div
        class="scroll still"
        ref={place}
        onKeyDown={onKeyDown}
        role="region"
        aria-label="Calls, newest first"
        tabIndex={-1}
      >
        <table class="rows fix calls-table" aria-rowcount={items.length + 1}>
          <caption class="sr">Calls, newest first</caption>
          {isNarrow && (
            <colgroup>
              <col class="w-method" />
              <col />
            </colgroup>
          )}
          <thead>
            <tr>
              <th scope="col" class="w-time wide-only">
                Time
              </th>
              <th scope="col" class="w-method">
                Method
              </th>
              <th scope="col" class="w-status wide-only">
                Status
              </th>
              <th scope="col">Path</th>
              <th scope="col" class="w-why wide-only">
                Reason
              </th>
              <th scope="col" class="w-operation roomy-only">
                Operation
              </th>
              <th scope="col" class="w-account roomy-only">
                Account
              </th>
              <th scope="col" class="w-evidence wide-only">
                <span title="Evidence">
                  Ev<span class="sr">idence</span>
                </span>
              </th>
              <th scope="col" class="w-size num roomy-only">
                Size
              </th>
              <th scope="col" class="w-ms num roomy-only">
                ms
              </th>
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Spacer height={above} />}
            {rows}
            {below > 0 && <Spacer height={below} />}
          </tbody>
        </table>
      </div>
      <p class="foot small muted">
        {isFiltered
          ? `${grouped(items.length)} of ${counted(total, 'entry', 'entries')}`
          : counted(total, 'entry', 'entries')}
      </p>
    </>
  );
}

const Spacer = ({ height }: { readonly height: number }): JSX.Element => (
  <tr class="spacer" aria-hidden="true" style={{ height: `${height}px` }}>
    <td colSpan={10} />
  </tr>
);

/** New rows at the top do not move what is being read. */
function useKeptPosition(
  place: { readonly current: HTMLElement | null },
  items: readonly Item[],
  rowHeight: number,
): void {
  const newest = useRef(0);
  useLayoutEffect(() => {
    const element = place.current;
    const was = newest.current;
    newest.current = items.at(-1)?.seq ?? 0;
    if (!element || element.scrollTop === 0 || was === 0) return;
    let added = 0;
    while ((items[items.length - 1 - added]?.seq ?? 0) > was) added++;
    if (added > 0) element.scrollTop += added * rowHeight;
  }, [items]);
}

function showRow(element: HTMLElement | null, index: number, rowHeight: number): void {
  if (!element) return;
  const head = element.querySelector('thead')?.clientHeight ?? 0;
  const top = index * rowHeight;
  const room = element.clientHeight - head - rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top > element.scrollTop + room) element.scrollTop = top - room;
}

/** Once it is drawn: the row may have been outside of the window. */
function focusRow(element: HTMLElement | null, seq: number, tries = 5): void {
  const link = element?.querySelector<HTMLElement>(`[data-seq="${seq}"] a.open`);
  if (link) link.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusRow(element, seq, tries - 1));
}
