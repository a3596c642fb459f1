/** JSON, bodies and differences. Everything is set as text. */
import type { ComponentChildren, JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { RecordedChange } from '../api/types.js';
import { bytesOf, grouped } from '../text/format.js';
import { hexDump } from '../text/hex.js';
import { inline, jsonLines, type Token } from '../text/json-lines.js';
import { Button } from './action.js';

const CLASSES = { key: 'k', text: 's', other: 'o', mark: 'p', hidden: 'hid' } as const;

const Tokens = ({ tokens }: { readonly tokens: readonly Token[] }): JSX.Element => (
  <>
    {tokens.map(({ kind, text }, at) => (
      <span key={at} class={CLASSES[kind]}>
        {text}
      </span>
    ))}
  </>
);

/** A value in one line. */
export const Value = ({ of }: { readonly of: unknown }): JSX.Element => (
  <code>
    <Tokens tokens={inline(of)} />
  </code>
);

/** Lines drawn at first: more take the browser too long. */
const LINES = 1000;

/** @param marked paths that are highlighted */
export function JsonBox({
  value,
  label,
  marked = [],
}: {
  readonly value: unknown;
  readonly label: string;
  readonly marked?: readonly string[];
}): JSX.Element {
  const [most, setMost] = useState(LINES);
  const { lines, isCut } = useMemo(() => jsonLines(value, most), [value, most]);
  return (
    <>
      <pre class="box" tabIndex={0} role="region" aria-label={label}>
        {lines.map(({ depth, path, tokens }, at) => {
          const isMarked = path !== '' && marked.includes(path);
          return (
            <span key={at} class={`l i${Math.min(depth, 8)}`}>
              {'  '.repeat(depth)}
              {isMarked ? (
                <mark>
                  <Tokens tokens={tokens} />
                </mark>
              ) : (
                <Tokens tokens={tokens} />
              )}
              {'\n'}
            </span>
          );
        })}
      </pre>
      {isCut && (
        <p class="small muted">
          The first {grouped(lines.length)} lines. <Button onClick={() => setMost(most * 4)}>Show more</Button>
        </p>
      )}
    </>
  );
}

/** Texts longer than this are shown in part, with a download. */
const MAX_SHOWN = 256 * 1024;
const BEGINNING = 512;

/** A body of a request or reply: JSON, text, or the beginning of what is too large or not text. */
export function Body({
  value,
  type,
  label,
  marked,
}: {
  readonly value: unknown;
  readonly type: string;
  readonly label: string;
  readonly marked?: readonly string[];
}): JSX.Element {
  const text = useMemo(() => (typeof value === 'string' ? value : JSON.stringify(value)), [value]);
  const isBinary = typeof value === 'string' && isUnprintable(value);
  if (text.length > MAX_SHOWN || isBinary) return <LargeBody text={text} type={type} label={label} />;
  if (typeof value !== 'string') return <JsonBox value={value} label={label} {...(marked && { marked })} />;
  return (
    <pre class="box" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  );
}

const isUnprintable = (text: string): boolean =>
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(text.slice(0, MAX_SHOWN));

function LargeBody({
  text,
  type,
  label,
}: {
  readonly text: string;
  readonly type: string;
  readonly label: string;
}): JSX.Element {
  const bytes = useMemo(() => new TextEncoder().encode(text), [text]);
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = type.includes('json') ? 'body.json' : 'body.bin';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  return (
    <>
      <pre class="box" tabIndex={0} role="region" aria-label={label}>
        {hexDump(bytes.subarray(0, BEGINNING))}
      </pre>
      <p class="small muted row">
        {type === '' ? 'no type' : type} · {bytesOf(bytes.length)} · the first {BEGINNING} bytes.
        <Button onClick={download}>Download all of it</Button>
      </p>
    </>
  );
}

const Gone = ({ value }: { readonly value: unknown }): JSX.Element => (
  <del>
    <Value of={value} />
  </del>
);
const Come = ({ value }: { readonly value: unknown }): JSX.Element => (
  <ins>
    <Value of={value} />
  </ins>
);

const DiffRow = ({
  field,
  children,
}: {
  readonly field: string;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <tr>
    <th scope="row">{field}</th>
    <td>{children}</td>
  </tr>
);

/** The fields that a change of a record touched, before and after. */
export function Diff({ change }: { readonly change: RecordedChange }): JSX.Element {
  const { added, changed, removed } = change.diff;
  return (
    <table class="chg">
      <tbody>
        {Object.entries(changed).map(([field, { from, to }]) => (
          <DiffRow key={field} field={field}>
            <Gone value={from} /> → <Come value={to} />
          </DiffRow>
        ))}
        {Object.entries(added).map(([field, value]) => (
          <DiffRow key={field} field={field}>
            <Come value={value} />
          </DiffRow>
        ))}
        {Object.entries(removed).map(([field, value]) => (
          <DiffRow key={field} field={field}>
            <Gone value={value} />
          </DiffRow>
        ))}
      </tbody>
    </table>
  );
}
