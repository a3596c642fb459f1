import type { JSX } from 'preact';
import type { OperationReply } from '../../api/types.js';
import { Evidence, Status } from '../../parts/marks.js';
import { screenAddress } from '../../state/route.js';
import { wordsOf } from '../../text/words.js';
import { References } from './references.js';

/** The refusals of an operation, in the order of its checks. */
export function Refusals({ of }: { readonly of: OperationReply }): JSX.Element {
  const { vendor, operation, refusals, statements, reasons } = of;
  const canAsk = new Set(reasons.map(({ reason }) => reason));
  return (
    <section class="sec">
      <header>
        <h3>Refuses</h3>
        <span class="muted small">in the order of the checks; the first that applies answers</span>
      </header>
      {refusals.length === 0 ? (
        <p class="muted">Nothing.</p>
      ) : (
        <table class="free refusals">
          <thead>
            <tr>
              <th scope="col" class="num wide-only">
                #
              </th>
              <th scope="col">Status</th>
              <th scope="col">Reason, evidence</th>
              <th scope="col">When, and in which words</th>
              <th scope="col">
                <span class="sr">Ask for it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ reason, when, status, level, reference, body }, at) => (
              <tr key={at}>
                <td class="num muted wide-only">{at + 1}</td>
                <td>
                  <Status code={status} />
                </td>
                <td>
                  <code>{reason}</code>
                  <div class="small">
                    <Evidence level={level} /> <References reference={reference} statements={statements} />
                  </div>
                </td>
                <td>
                  {when}
                  {wordsOf(body) !== undefined && <div class="small muted">“{wordsOf(body)}”</div>}
                </td>
                <td>
                  {canAsk.has(reason) && (
                    <a
                      href={screenAddress('faults', [], { operation: `${vendor}.${operation}`, refuse: reason })}
                      title={`Ask for ${reason} as a fault`}
                    >
                      Ask
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
