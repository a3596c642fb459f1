/** The command in the bar at the foot: that of the view, or of the action that has focus or pointer. */
import { computed, signal } from '@preact/signals';
import { cliOf, controlCurl, type Command, type Target } from '../text/commands.js';
import { DEFAULT_SANDBOX } from '../text/route.js';
import { sandboxName } from './route.js';
import { token } from './token.js';

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

/** @param words of the CLI; none: it has no such command @param path after the sandbox's */
export const commandInSandbox = (words: readonly string[], method: string, path: string, body?: unknown): Command => ({
  ...(words.length > 0 && { cli: cliOf(target.value, ...words) }),
  curl: controlCurl(target.value, method, `/sandboxes/${encodeURIComponent(sandboxName.value)}${path}`, body),
});

/** For a command about a sandbox as a whole. */
export const sandboxCommand = (method: 'PUT' | 'DELETE', name: string, verb: 'create' | 'remove'): Command => ({
  cli: cliOf({ ...target.value, sandbox: DEFAULT_SANDBOX }, 'sandboxes', verb, name),
  curl: controlCurl(target.value, method, `/sandboxes/${encodeURIComponent(name)}`),
});
