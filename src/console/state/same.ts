/** The command in the bar at the foot: that of the view, or of the action that has focus or pointer. */
import { computed, signal } from '@preact/signals';
import { cliOf, controlCurl, type Same, type Target } from '../text/commands.js';
import { DEFAULT_SANDBOX } from '../text/route.js';
import { sandboxName } from './route.js';
import { token } from './token.js';

export const target = computed<Target>(() => ({
  control: location.origin,
  sandbox: sandboxName.value,
  needsToken: token.value !== undefined,
}));

/** Of the view that is shown. */
export const viewSame = signal<Same | undefined>(undefined);
/** Of the action under the pointer or with the focus. */
export const actionSame = signal<Same | undefined>(undefined);

export const shownSame = computed(() => actionSame.value ?? viewSame.value);

/** @param words of the CLI; none: it has no such command @param path after the sandbox's */
export const inSandbox = (words: readonly string[], method: string, path: string, body?: unknown): Same => ({
  ...(words.length > 0 && { cli: cliOf(target.value, ...words) }),
  curl: controlCurl(target.value, method, `/sandboxes/${encodeURIComponent(sandboxName.value)}${path}`, body),
});

/** For a command about a sandbox as a whole. */
export const sameInAll = (method: 'PUT' | 'DELETE', name: string, verb: 'create' | 'remove'): Same => ({
  cli: cliOf({ ...target.value, sandbox: DEFAULT_SANDBOX }, 'sandboxes', verb, name),
  curl: controlCurl(target.value, method, `/sandboxes/${encodeURIComponent(name)}`),
});
