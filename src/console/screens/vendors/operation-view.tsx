import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { path } from '../../api/request.js';
import type { OperationReply, Point, Statement } from '../../api/types.js';
import { ErrorNote, Loading } from '../../parts/action.js';
import { Failure } from '../../parts/failure.js';
import { Evidence, EvidenceCounts, Method, MiddleCut } from '../../parts/marks.js';
import { RequestForm } from '../../parts/request-form.js';
import { useRemote } from '../../state/remote.js';
import { screenAddress } from '../../state/route.js';
import { target, viewCommand } from '../../state/command.js';
import { vendors, versions } from '../../state/session.js';
import { controlCurl } from '../../text/commands.js';
import { sentenceOf } from '../../text/format.js';
import { quote } from '../../text/shell.js';
import { Refusals } from './refusals.js';
import { References } from './references.js';

interface OperationViewProps {
  readonly vendor: string;
  readonly operation: string;
}

export function OperationView({ vendor, operation }: OperationViewProps): JSX.Element {
  const at = path`/vendors/${vendor}/operations/${operation}`;
  const { value, error } = useRemote<OperationReply>(at, versions.value.documents);
  const isBundled = vendors.value?.find(({ name }) => name === vendor)?.bundled ?? false;
  useEffect(() => {
    viewCommand.value = {
      ...(isBundled && { cli: `stuntdouble explain ${quote(vendor)} ${quote(operation)}` }),
      curl: controlCurl(target.value, 'GET', at),
    };
  }, [at, isBundled]);
  return (
    <>
      <section class="pane" aria-label={operation}>
        <div class="bar">
          <a class="btn quiet only-narrow" href={screenAddress('vendors', [])}>
            ‹ Vendors
          </a>
          {value ? (
            <h2 class="grow title-line">
              <Method name={value.method} />
              <MiddleCut prefix={`/${vendor}`} text={value.path} />
            </h2>
          ) : (
            <h2 class="grow">{operation}</h2>
          )}
        </div>
        <div class="scroll" tabIndex={0} role="region" aria-label={`About ${operation}`}>
          <ErrorNote error={error} />
          {value === undefined && error === undefined && <Loading what={operation} />}
          <Failure of={at}>{value && <Description of={value} />}</Failure>
        </div>
      </section>
      <section class="pane try" aria-label="Try it">
        <div class="bar">
          <h2>Try it</h2>
          <span class="muted small">sent through the control side, shown in Calls</span>
        </div>
        <div class="scroll" tabIndex={0} role="region" aria-label="The request">
          <Failure of={at}>{value && <RequestForm key={at} request={value.request} />}</Failure>
        </div>
      </section>
    </>
  );
}

function Description({ of }: { readonly of: OperationReply }): JSX.Element {
  const { operation, verb, summary, does, pointer, statements } = of;
  return (
    <>
      <section class="sec stack">
        <p>
          <b>{operation}</b> <span class="muted">{verb}</span> {does.level && <Evidence level={does.level} />}{' '}
          <References reference={does.reference} statements={statements} />
        </p>
        <p class="says">{sentenceOf(does.says)}</p>
        {summary !== '' && <p class="muted">“{summary}”</p>}
        <EvidenceCounts rules={of.rules} />
        <p class="small muted">
          In the document: <code>{pointer}</code>
        </p>
      </section>
      <Refusals of={of} />
      <Points title="Requests" points={of.requests} statements={statements} />
      <Points title="Query parameters" points={of.parameters} statements={statements} />
      <Points title="Records" points={of.records} statements={statements} />
      <Points title="Fields" points={of.fields} statements={statements} />
      <OwnReplies of={of} />
      <NotEnforced of={of} />
    </>
  );
}

function OwnReplies({ of: { ownReplies } }: { readonly of: OperationReply }): JSX.Element | null {
  if (ownReplies.length === 0) return null;
  return (
    <section class="sec">
      <h3>Refused by stuntdouble itself, because of its limits</h3>
      {ownReplies.map(({ status, rule, when }) => (
        <div key={rule}>
          {status} <code>{rule}</code> {when}
        </div>
      ))}
    </section>
  );
}

function NotEnforced({ of: { notEnforced, statements } }: { readonly of: OperationReply }): JSX.Element | null {
  if (notEnforced.length === 0) return null;
  return (
    <section class="sec">
      <h3>Stated by the vendor and not enforced</h3>
      {notEnforced.map(({ states, reference }) => (
        <div key={states}>
          {states} <References reference={reference} statements={statements} />
        </div>
      ))}
    </section>
  );
}

interface PointsProps {
  readonly title: string;
  readonly points: readonly Point[];
  readonly statements: readonly Statement[];
}

function Points({ title, points, statements }: PointsProps): JSX.Element | null {
  if (points.length === 0) return null;
  return (
    <section class="sec">
      <h3>{title}</h3>
      <table class="free points">
        <tbody>
          {points.map(({ about, says, level, reference }, at) => (
            <tr key={at}>
              <th scope="row" class="mono">
                {about}
              </th>
              <td>
                {says}
                <div class="small">
                  {level && <Evidence level={level} />} <References reference={reference} statements={statements} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
