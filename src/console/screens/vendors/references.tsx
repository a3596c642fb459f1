import type { JSX } from 'preact';
import { Prose } from '../../parts/prose.js';
import type { Statement } from '../../api/types.js';

interface ReferencesProps {
  readonly reference: string | undefined;
  readonly statements: readonly Statement[];
}

/** The reference of a rule; opens to the statements behind it. */
export function References({ reference, statements }: ReferencesProps): JSX.Element | null {
  if (reference === undefined || reference === '') return null;
  const named = statements.filter(({ id }) => reference.split(/[^\w-]+/).includes(id));
  if (named.length === 0) return <span class="muted small">{reference}</span>;
  return (
    <details class="reference">
      <summary class="small">{reference}</summary>
      {named.map(({ id, text }) => (
        <p key={id} class="quote small">
          <Prose text={text} /> <span class="muted">{id}</span>
        </p>
      ))}
    </details>
  );
}
