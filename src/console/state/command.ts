/** The command in the bar at the foot: that of the view, or of the action that has focus or pointer. */
import { computed, signal } from '@preact/signals';
import { path } from '../api/request.js';
import { cliOf, controlCurl, type Command, type Target, type Word } from '../text/commands.js';
import { DEFAULT_SANDBOX } from '../text/route.js';
import { sandboxName } from './route.js';
import { token } from '../api/token.js';

export const target = computed<Target>(() => ({
  control: location.origin,
  sandbox: sandboxName.value,
  needsToken: token.value !== undefined,
}));

/** Of the view that is shown. */
export const viewCommand = signal<Command | undefined>(undefined);
/** Of the action under the pointer or with the focus. */
export const actionCommand = signal<Command | undefined>(undefined);

export const shownCommand = computed(() => actionCommand.value ?? viewCommand.value);

/** @param words of the CLI @param after the path after that of the sandbox */
export const commandInSandbox = (words: readonly Word[], method: string, after: string, body?: unknown): Command => ({
  cli: cliOf(target.value, ...words),
  curl: controlCurl(target.value, method, path`/sandboxes/${sandboxName.value}` + after, body),
});

/** For a command about a sandbox as a whole. */
export const sandboxCommand = (method: 'PUT' | 'DELETE', name: string, verb: 'create' | 'remove'): Command => ({
  cli: cliOf({ ...target.value, sandbox: DEFAULT_SANDBOX }, 'sandboxes', verb, name),
  curl: controlCurl(target.value, method, path`/sandboxes/${name}`),
});
