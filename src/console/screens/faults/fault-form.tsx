import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { call, path, Problem } from '../../api/request.js';
import type { OperationReply, Vendor } from '../../api/types.js';
import { Button, ChangeButton, ErrorNote, useAction } from '../../parts/action.js';
import { CommandBox } from '../../parts/command-bar.js';
import { JsonBox } from '../../parts/json.js';
import { useRemote } from '../../state/remote.js';
import { route, sandboxName } from '../../state/route.js';
import { commandInSandbox } from '../../state/command.js';
import { vendors } from '../../state/session.js';
import { faultFlags } from '../../text/commands.js';
import { FAULT_KINDS, faultSpec, type FaultFields, type FaultKind } from '../../text/fault.js';
import { wordsOf } from '../../text/words.js';

const LABELS: Readonly<Record<FaultKind, string>> = {
  refuse: 'Refuse',
  status: 'Bare 5xx',
  delay: 'Delay',
  drop: 'Drop connection',
  reset: 'Reset connection',
  truncate: 'Truncate body',
  malformed: 'Malformed JSON',
  trickle: 'Trickle',
};

/** What a field begins with when its kind is chosen. */
const FIRST: Readonly<Record<FaultKind, string>> = {
  refuse: '',
  status: '503',
  delay: '1000',
  drop: 'after',
  reset: 'after',
  truncate: '20',
  malformed: '',
  trickle: '100',
};

const empty = (operation: string): FaultFields => ({
  operation,
  kind: 'refuse',
  value: '',
  times: '1',
  after: '',
  account: '',
  record: '',
});

export function FaultForm({ onAdded }: { readonly onAdded: () => void }): JSX.Element {
  const { query } = route.value;
  const [fields, setFields] = useState<FaultFields>({
    ...empty(query['operation'] ?? ''),
    value: query['refuse'] ?? '',
  });
  const action = useAction();
  useEffect(() => {
    if (query['operation'] !== undefined) setFields({ ...empty(query['operation']), value: query['refuse'] ?? '' });
  }, [query['operation'], query['refuse']]);
  const named = operationOf(fields.operation, vendors.value ?? []);
  const { value: operation } = useRemote<OperationReply>(
    named && path`/vendors/${named.vendor}/operations/${named.operation}`,
  );
  const kinds = FAULT_KINDS.filter((kind) => operation?.faults.kinds.includes(kind) ?? true);
  const reasons = operation?.reasons ?? [];
  const reason =
    reasons.find((item) => item.reason === fields.value) ?? (fields.kind === 'refuse' ? reasons[0] : undefined);
  const spec = faultSpec({
    ...fields,
    value: fields.kind === 'refuse' ? (reason?.reason ?? fields.value) : fields.value,
  });
  const { operation: spelled, ...flags } = spec;
  const change = (next: Partial<FaultFields>): void => {
    action.forget();
    setFields({ ...fields, ...next });
  };
  const send = (event: Event): void => {
    event.preventDefault();
    void action.run(() => call('POST', path`/sandboxes/${sandboxName.value}/faults`, { body: spec }).then(onAdded));
  };
  const refusedAt = (name: string): boolean =>
    action.error instanceof Problem && action.error.mistakes.some(({ pointer }) => pointer === `/${name}`);
  const field = (name: 'times' | 'after' | 'account' | 'record', placeholder: string, label: string): JSX.Element => (
    <input
      id={`fault-${name}`}
      type="text"
      aria-label={label}
      inputMode={name === 'times' || name === 'after' ? 'numeric' : 'text'}
      placeholder={placeholder}
      value={fields[name]}
      aria-invalid={refusedAt(name)}
      aria-describedby={refusedAt(name) ? 'fault-error' : undefined}
      onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  return (
    <section class="pane" aria-label="Ask for a failure">
      <div class="bar">
        <h2>Ask for a failure</h2>
      </div>
      <form class="scroll pad stack" onSubmit={send} tabIndex={-1}>
        <div class="form">
          <label for="fault-operation">Operation</label>
          <OperationField
            value={fields.operation}
            isBad={refusedAt('operation')}
            onChange={(next) => change({ operation: next, value: '' })}
          />
          <Group label="Failure">
            {kinds.map((kind) => (
              <label key={kind}>
                <input
                  type="radio"
                  name="kind"
                  checked={fields.kind === kind}
                  onChange={() => change({ kind, value: FIRST[kind] })}
                />
                {LABELS[kind]}
              </label>
            ))}
          </Group>
          {fields.kind === 'refuse' ? (
            <>
              <label for="fault-value">Reason</label>
              <div>
                <select
                  id="fault-value"
                  value={reason?.reason ?? ''}
                  disabled={reasons.length === 0}
                  onChange={({ currentTarget }) => change({ value: currentTarget.value })}
                >
                  {reasons.length === 0 && <option value="">choose an operation first</option>}
                  {reasons.map((item) => (
                    <option key={item.reason} value={item.reason}>
                      {item.status} {item.reason}: {item.when}
                    </option>
                  ))}
                </select>
                {reason?.body !== undefined && (
                  <div class="hint">
                    {wordsOf(reason.body) !== undefined && <p>“{wordsOf(reason.body)}”</p>}
                    <details>
                      <summary>Whole reply</summary>
                      <JsonBox value={reason.body} label="The reply to expect" />
                    </details>
                  </div>
                )}
              </div>
            </>
          ) : (
            fields.kind !== 'malformed' && (
              <>
                <label for="fault-value">{VALUES[fields.kind].label}</label>
                <ValueField
                  kind={fields.kind}
                  value={fields.value}
                  isBad={refusedAt(fields.kind)}
                  onChange={(value) => change({ value })}
                />
              </>
            )
          )}
          <span class="lab">Times</span>
          <div class="two">
            <div>
              {field('times', 'until removed', 'Times that it fires')}
              <p class="hint">empty: until removed</p>
            </div>
            <div>
              {field('after', '0', 'Calls before it fires')}
              <p class="hint">calls that pass first</p>
            </div>
          </div>
          <span class="lab">Only for</span>
          <div class="two">
            {field('account', 'any account', 'Only for this account')}
            {(operation?.faults.record ?? true) && field('record', 'any record', 'Only for this record')}
          </div>
        </div>
        <ErrorNote error={action.error} id="fault-error" />
        <p class="row">
          <ChangeButton kind="primary" type="submit" disabled={fields.operation === ''}>
            Add fault
          </ChangeButton>
          <Button kind="quiet" onClick={() => change(empty(''))}>
            Clear form
          </Button>
        </p>
        {fields.operation !== '' && (
          <CommandBox
            command={commandInSandbox(
              ['faults', 'add', String(spelled), ...faultFlags(flags)],
              'POST',
              '/faults',
              spec,
            )}
          />
        )}
      </form>
    </section>
  );
}

const VALUES: Readonly<Record<Exclude<FaultKind, 'refuse' | 'malformed'>, { label: string; hint: string }>> = {
  status: { label: 'Status', hint: '500 to 599, without a body' },
  delay: { label: 'Delay', hint: 'milliseconds, or a range such as 100-300' },
  drop: { label: 'When', hint: '' },
  reset: { label: 'When', hint: '' },
  truncate: { label: 'Bytes', hint: 'of the body, then the connection closes' },
  trickle: { label: 'Speed', hint: 'bytes per second' },
};

interface ValueFieldProps {
  readonly kind: Exclude<FaultKind, 'refuse' | 'malformed'>;
  readonly value: string;
  readonly isBad: boolean;
  readonly onChange: (value: string) => void;
}

function ValueField({ kind, value, isBad, onChange }: ValueFieldProps): JSX.Element {
  if (kind === 'drop' || kind === 'reset')
    return (
      <select id="fault-value" value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="before">before the write: nothing is stored</option>
        <option value="after">after the write: the change is stored</option>
      </select>
    );
  return (
    <div>
      <input
        id="fault-value"
        type="text"
        value={value}
        aria-invalid={isBad}
        aria-describedby={isBad ? 'fault-error' : undefined}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p class="hint">{VALUES[kind].hint}</p>
    </div>
  );
}

interface OperationFieldProps {
  readonly value: string;
  readonly isBad: boolean;
  readonly onChange: (value: string) => void;
}

const OperationField = ({ value, isBad, onChange }: OperationFieldProps): JSX.Element => (
  <div>
    <input
      id="fault-operation"
      type="text"
      list="fault-operations"
      autocomplete="off"
      spellcheck={false}
      placeholder="vendor.operation"
      value={value}
      aria-invalid={isBad}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
    <datalist id="fault-operations">
      {(vendors.value ?? []).flatMap(({ name, operations }) =>
        operations.map(({ id }) => <option key={`${name}.${id}`} value={`${name}.${id}`} />),
      )}
    </datalist>
  </div>
);

const Group = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }): JSX.Element => (
  <>
    <span class="lab" id="fault-kind">
      {label}
    </span>
    <div class="radios" role="radiogroup" aria-labelledby="fault-kind">
      {children}
    </div>
  </>
);

/** The operation that `vendor.operation`, or an operationId that one vendor has, names. */
function operationOf(typed: string, known: readonly Vendor[]): { vendor: string; operation: string } | undefined {
  for (const { name, operations } of known)
    for (const { id } of operations) if (typed === `${name}.${id}`) return { vendor: name, operation: id };
  const bare = known.filter(({ operations }) => operations.some(({ id }) => id === typed));
  return bare.length === 1 && bare[0] ? { vendor: bare[0].name, operation: typed } : undefined;
}
