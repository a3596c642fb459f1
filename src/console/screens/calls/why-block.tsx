/** Why this was the answer: the rule, the statement behind it, what would have been accepted, what changed. */
import type { ComponentChildren, JSX } from 'preact';
import { Prose } from '../../parts/prose.js';
import type { CallEntry, Explained, Explanation } from '../../api/types.js';
import { Value } from '../../parts/json.js';
import { Evidence } from '../../parts/marks.js';
import { screenAddress } from '../../state/route.js';
import { Changes } from './change-detail.js';

interface WhyBlockProps {
  readonly entry: CallEntry;
  readonly explained: Explained | undefined;
}

export function WhyBlock({ entry, explained }: WhyBlockProps): JSX.Element {
  const { why, rule, evidence, operation, vendor, account, changes, fault, violations } = entry;
  return (
    <section class="sec" aria-label="Why">
      <p class="says">{saysOf(entry)}</p>
      <dl class="facts">
        <Fact name="Rule">
          {operation === undefined ? (
            <code>{rule}</code>
          ) : (
            <a class="mono" href={screenAddress('vendors', [vendor, operation])}>
              {rule}
            </a>
          )}{' '}
          <Evidence level={evidence} />
        </Fact>
        {explained && <Statements explained={explained} />}
        {fault !== undefined && (
          <Fact name="Fault">
            <a href={screenAddress('faults')}>{fault}</a> fired.
          </Fact>
        )}
        {why && <NearMiss why={why} vendor={vendor} account={account} />}
        {violations.length > 0 && (
          <Fact name="Violation">
            The reply breaks the vendor’s document:{' '}
            {violations.map(({ field, problem }) => `${field === '' ? 'the body' : field} ${problem}`).join('; ')}.
          </Fact>
        )}
        <Fact name="Changed">
          {changes.length === 0 ? 'Nothing.' : <Changes changes={changes} vendor={vendor} account={account} />}
        </Fact>
      </dl>
    </section>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element => (
  <div class="pair">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function saysOf({ why, status, rule, by, lost, fault, reason }: CallEntry): string {
  if (lost) return 'The request did not arrive as a whole';
  if (why) return why.says;
  if (by === 'example') return 'Answered with the document’s example: nothing is stored';
  if (fault !== undefined && status >= 500) return `Answered with ${status} for the fault ${fault}`;
  if (reason !== undefined) return `Refused: ${reason}`;
  return status >= 400 ? `Answered with ${status}, as ${rule} says` : `Answered by the rule ${rule}`;
}

function Statements({ explained }: { readonly explained: Explained }): JSX.Element {
  const { statements, reference, parts = [], pointer } = explained;
  return (
    <>
      {(statements.length > 0 || reference !== '') && (
        <Fact name="Statement">
          {statements.map(({ id, text }) => (
            <p key={id}>
              <Prose text={text} /> <span class="muted small">{id}</span>
            </p>
          ))}
          {statements.length === 0 && <p>{reference}</p>}
          {parts.map(({ part, level, reference: of }) => (
            <p key={part} class="small muted">
              {part}: <Evidence level={level} /> {of}
            </p>
          ))}
        </Fact>
      )}
      {pointer !== undefined && (
        <Fact name="Document">
          <code>{pointer}</code>
        </Fact>
      )}
    </>
  );
}

interface NearMissProps {
  readonly why: Explanation;
  readonly vendor: string;
  readonly account: string | undefined;
}

/** What would have been accepted. */
function NearMiss({ why, vendor, account }: NearMissProps): JSX.Element {
  const { nearest = [], expected = [], immutable, holder } = why;
  return (
    <>
      {immutable && (
        <Fact name="Near miss">
          <code>{immutable.field}</code>{' '}
          <del>
            <Value of={immutable.sent} />
          </del>{' '}
          →{' '}
          <ins>
            <Value of={immutable.stored} />
          </ins>{' '}
          would have been accepted.
        </Fact>
      )}
      {nearest.length > 0 && (
        <Fact name="Near miss">
          {nearest.map(({ operation, method, path }) => (
            <p key={operation}>
              <a class="mono" href={screenAddress('vendors', [vendor, operation])}>
                {method} {path}
              </a>{' '}
              <span class="muted">{operation}</span>
            </p>
          ))}
        </Fact>
      )}
      {expected.length > 0 && (
        <Fact name="Near miss">
          {expected.map(({ in: place, pointer, keyword, bounds }, at) => (
            <p key={at}>
              <code>
                {place}
                {pointer}
              </code>{' '}
              {keyword}
              {Object.entries(bounds).map(([name, value]) => (
                <span key={name}>
                  {' '}
                  <span class="muted">{name}</span> <Value of={value} />
                </span>
              ))}
            </p>
          ))}
        </Fact>
      )}
      {holder && (
        <Fact name="Holder">
          {account === undefined ? (
            `${holder.resource} ${String(holder.id)}`
          ) : (
            <a href={screenAddress('records', [vendor, account, holder.resource, String(holder.id)])}>
              {holder.resource} {String(holder.id)}
            </a>
          )}{' '}
          has the same {holder.fields.join(', ')}.
        </Fact>
      )}
    </>
  );
}
