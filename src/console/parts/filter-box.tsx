/** One field: `key:value` pairs become chips, other words are free text. Suggests values with their counts. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { path, query } from '../api/request.js';
import type { Counts } from '../api/types.js';
import { useRemote } from '../state/remote.js';
import { sandboxName } from '../state/route.js';
import { chipsOf, suggestions, typedFilter, without, type Filter, type FilterKey } from '../text/filter.js';
import { counted } from '../text/format.js';

interface FilterBoxProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function FilterBox({ filter, onChange }: FilterBoxProps): JSX.Element {
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const listId = useId();
  const counts = useRemote<Counts>(
    isOpen ? path`/sandboxes/${sandboxName.value}/journal-counts` + query({ ...filter, kind: 'any' }) : undefined,
  );
  const options = isOpen && counts.value ? suggestions(typed, filter, counts.value.fields) : [];
  const commit = (next: Filter): void => {
    setTyped('');
    setChosen(-1);
    setOpen(false);
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpen(true);
      setChosen((at) => Math.max(-1, Math.min(options.length - 1, at + (key === 'ArrowDown' ? 1 : -1))));
    } else if (key === 'Enter') {
      const option = options[chosen];
      commit(option ? { ...filter, [option.key]: option.value } : typedFilter(typed, filter));
    } else if (key === 'Escape') {
      if (isOpen) setOpen(false);
      else (event.currentTarget as HTMLElement).blur();
      event.stopPropagation();
    } else if (key === 'Backspace' && typed === '') {
      const last = [
        ...chipsOf(filter).map((chip) => chip.key),
        ...(filter.text === undefined ? [] : ['text' as const]),
      ].at(-1);
      if (last !== undefined) onChange(without(filter, last));
      return;
    } else return;
    event.preventDefault();
  };
  return (
    <div class="filter-place">
      <div class="filter">
        {chipsOf(filter).map(({ key, value }) => (
          <Chip key={key} name={key} value={value} onRemove={() => onChange(without(filter, key))} />
        ))}
        {filter.text !== undefined && (
          <Chip name="text" value={filter.text} onRemove={() => onChange(without(filter, 'text'))} />
        )}
        <input
          type="search"
          role="combobox"
          list={undefined}
          aria-label="Filter calls"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder="Filter by status, vendor, reason, text"
          value={typed}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setChosen(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd class="wide-only" aria-hidden="true">
          /
        </kbd>
      </div>
      <ul class="suggestions" id={listId} role="listbox" aria-label="Values" hidden={options.length === 0}>
        {options.map(({ key, value, count }, at) => (
          <li
            key={`${key}:${value}`}
            id={`${listId}-${at}`}
            class="opt"
            role="option"
            aria-selected={at === chosen}
            // Before the field loses the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              commit({ ...filter, [key]: value });
            }}
          >
            <span class="grow cut">
              {key}:<b>{value}</b>
            </span>
            <span class="muted small">{counted(count, 'entry', 'entries')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ChipProps {
  readonly name: FilterKey | 'text';
  readonly value: string;
  readonly onRemove: () => void;
}

const Chip = ({ name, value, onRemove }: ChipProps): JSX.Element => (
  <span class="chip">
    <span class="cut">
      {name}:{value}
    </span>
    <button type="button" aria-label={`Remove ${name}:${value}`} onClick={onRemove}>
      ✕
    </button>
  </span>
);
