/** Buttons that change something, and the places that tell what became of it. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/request.js';
import { connection } from '../state/connection.js';
import { actionCommand } from '../state/command.js';
import type { Command } from '../text/commands.js';

export interface ActionState {
  /** Of the last run; undefined: it succeeded, or nothing ran yet. */
  readonly error: unknown;
  /** Runs one at a time; further ones are ignored. @returns whether it succeeded */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  readonly forget: () => void;
}

export function useAction(): ActionState {
  const [error, setError] = useState<unknown>(undefined);
  const isRunning = useRef(false);
  return {
    error,
    async run(act) {
      if (isRunning.current) return false;
      isRunning.current = true;
      setError(undefined);
      try {
        await act();
        return true;
      } catch (caught) {
        setError(caught);
        return false;
      } finally {
        isRunning.current = false;
      }
    },
    forget: () => setError(undefined),
  };
}

export interface ButtonProps {
  readonly children: ComponentChildren;
  /** What does the same outside of the page. */
  readonly command?: Command | undefined;
  readonly onClick?: () => void;
  readonly kind?: 'primary' | 'quiet' | 'danger' | undefined;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean | undefined;
  readonly label?: string | undefined;
  readonly title?: string | undefined;
  readonly pressed?: boolean;
}

/** The bar at the foot shows the command of an action from `show` to `hide`, or until the action is gone. */
export function useShownCommand(command: Command | undefined): {
  readonly show: () => void;
  readonly hide: () => void;
} {
  const shown = useRef<Command | undefined>(undefined);
  const isShown = (): boolean => shown.current !== undefined && actionCommand.value === shown.current;
  const show = (): void => {
    if (command) actionCommand.value = shown.current = command;
  };
  const hide = (): void => {
    if (isShown()) actionCommand.value = undefined;
    shown.current = undefined;
  };
  useEffect(() => {
    if (isShown()) show();
  }, [command?.cli, command?.curl]);
  useEffect(() => hide, []);
  return { show, hide };
}

/** A button; while it has focus or pointer, the bar at the foot shows its command. */
export function Button({
  children,
  command,
  onClick,
  kind,
  type = 'button',
  disabled,
  label,
  title,
  pressed,
}: ButtonProps): JSX.Element {
  const { show, hide } = useShownCommand(command);
  return (
    <button
      type={type}
      class={kind === undefined ? 'btn' : `btn ${kind}`}
      disabled={disabled ?? false}
      aria-label={label}
      aria-pressed={pressed}
      title={title}
      onClick={onClick}
      onFocus={show}
      onBlur={hide}
      onPointerEnter={show}
      onPointerLeave={hide}
    >
      {children}
    </button>
  );
}

/** A button that changes something: off while the connection is lost. */
export const ChangeButton = (props: ButtonProps): JSX.Element => (
  <Button {...props} disabled={(props.disabled ?? false) || connection.value.is !== 'live'} />
);

/** Asks in place before something is lost. */
export function Confirm({
  children,
  question,
  sure,
  ...props
}: ButtonProps & { readonly question: string; readonly sure: string }): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const first = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isAsking) first.current?.querySelector('button')?.focus();
  }, [isAsking]);
  if (!isAsking) {
    return (
      <ChangeButton {...props} onClick={() => setAsking(true)}>
        {children}
      </ChangeButton>
    );
  }
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setAsking(false);
  };
  return (
    <span class="ask" role="group" aria-label={question} ref={first} onKeyDown={leave}>
      <span>{question}</span>
      <ChangeButton
        {...props}
        kind="danger"
        onClick={() => {
          setAsking(false);
          props.onClick?.();
        }}
      >
        {sure}
      </ChangeButton>
      <Button onClick={() => setAsking(false)}>Keep</Button>
    </span>
  );
}

/** The control side's own words for what went wrong. */
export function ErrorNote({ error, id }: { readonly error: unknown; readonly id?: string }): JSX.Element | null {
  if (error === undefined) return null;
  const text = error instanceof Error ? error.message : String(error);
  return (
    <p class="note bad" role="alert" id={id}>
      {error instanceof Problem && <b>{error.title}. </b>}
      {text}
    </p>
  );
}

/** Shows what is loading after 300 ms only, so that nothing flickers. */
export function Loading({ what }: { readonly what: string }): JSX.Element | null {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return isShown ? <p class="pad muted">Reading {what}…</p> : null;
}
