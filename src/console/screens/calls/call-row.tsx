/** A row of the list of calls: a call, a change without a call, or a gap. */
import type { JSX } from 'preact';
import type { CallSummary, ChangeSummary } from '../../api/types.js';
import { Evidence, Flags, Method, MiddleCut, Status } from '../../parts/marks.js';
import type { Gap, Item } from '../../state/entry-list.js';
import { bytesOf, durationOf, timeOf } from '../../text/format.js';

interface RowProps {
  readonly item: Item;
  readonly index: number;
  readonly isOpen: boolean;
  /** One row of the list can be reached by Tab; arrows move on from it. */
  readonly hasFocus: boolean;
  readonly isNarrow: boolean;
  /** The address of an entry, with `SEQ` in place of its number. */
  readonly address: string;
}

/** Made often while scrolling: one component with few elements. */
export function Row({ item, index, isOpen, hasFocus, isNarrow, address }: RowProps): JSX.Element {
  if (item.kind === 'gap') return <GapRow gap={item} index={index} />;
  const href = address.replace('SEQ', String(item.seq));
  const open = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('a') === null) location.hash = href;
  };
  const shown = item.kind === 'call' ? shownCall(item) : shownChange(item);
  const time = timeOf(item.at);
  const link = (
    <a class="open" href={href} tabIndex={hasFocus ? 0 : -1} aria-label={`#${item.seq} ${shown.label}`}>
      {MiddleCut(shown)}
    </a>
  );
  const attributes = {
    class: isOpen ? 'on' : '',
    'aria-rowindex': index + 2,
    'aria-current': isOpen ? ('true' as const) : undefined,
    'data-seq': item.seq,
    onClick: open,
  };
  if (isNarrow)
    return (
      <tr {...attributes}>
        <td>
          {shown.method}
          <span class="sub">{shown.status}</span>
        </td>
        <td>
          {link}
          <span class="sub">
            <span class="keep mono">{time.slice(0, 8)}</span>
            <span class="cut">{shown.note ?? shown.operation}</span>
            {shown.flags}
          </span>
        </td>
      </tr>
    );
  return (
    <tr {...attributes}>
      <td class="mono muted" title={`#${item.seq}, ${item.at}`}>
        {time.slice(0, 8)}
        <span class="roomy-only">{time.slice(8)}</span>
      </td>
      <td class="clip">{shown.method}</td>
      <td>{shown.status}</td>
      <td>{link}</td>
      <td>
        <span class="why">
          {shown.note !== undefined && <span class="cut">{shown.note}</span>}
          {shown.flags}
        </span>
      </td>
      <td class="clip roomy-only">{shown.operation}</td>
      <td class="clip roomy-only muted">{item.account}</td>
      <td>{shown.evidence}</td>
      <td class="num mono muted roomy-only">{shown.size}</td>
      <td class="num mono muted roomy-only">{shown.duration}</td>
    </tr>
  );
}

/** What a row shows of an entry. */
interface Shown {
  readonly label: string;
  readonly prefix: string;
  readonly text: string;
  readonly method: JSX.Element;
  readonly status?: JSX.Element;
  /** The reason of a refusal, or who made a change. */
  readonly note: string | undefined;
  readonly flags?: JSX.Element | undefined;
  readonly operation?: string | undefined;
  readonly evidence?: JSX.Element;
  readonly size?: string;
  readonly duration?: string;
}

function shownCall(entry: CallSummary): Shown {
  const { method, status, vendor, path, reason, operation, evidence, size, duration } = entry;
  const { fault, delivery, lost, violations } = entry;
  const isPlain = fault === undefined && !lost && violations === 0;
  return {
    label: `${method} /${vendor}${path}, ${status}`,
    prefix: `/${vendor}`,
    text: path,
    method: Method({ name: method }),
    status: Status({ code: status }),
    note: reason,
    flags: isPlain ? undefined : <Flags fault={fault} delivery={delivery} isLost={lost} violations={violations} />,
    operation,
    evidence: Evidence({ level: evidence, isBrief: true }),
    ...(size !== undefined && { size: bytesOf(size) }),
    duration: durationOf(duration),
  };
}

function shownChange({ by, vendor, changes, changed }: ChangeSummary): Shown {
  const [first] = changes;
  const others = changed > 1 ? ` and ${changed - 1} more` : '';
  const text = first ? `${first.resource} ${first.id}` : 'all records';
  const verb = first?.kind === 'remove' ? 'removed' : 'changed';
  return {
    label: `${text}${others} ${verb} by ${by}`,
    prefix: vendor === undefined ? '' : `/${vendor} `,
    text,
    method: <span class="m m-read">{verb}</span>,
    note: `by ${by}${others}`,
  };
}

const GapRow = ({ gap: { from, seq }, index }: { readonly gap: Gap; readonly index: number }): JSX.Element => (
  <tr class="gap" aria-rowindex={index + 2}>
    <td colSpan={10}>
      #{from}
      {seq > from && ` to #${seq}`} left the journal before this page could show {seq > from ? 'them' : 'it'} (see
      --journal-entries).
    </td>
  </tr>
);
