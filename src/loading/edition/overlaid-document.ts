/** The document of an edition: that of the base with an overlay applied. Each value has its place in one of the two files. */
import { dirname, resolve } from 'node:path';
import { conform } from '../../grammar/conform.js';
import { isObject } from '../../grammar/json.js';
import { overlayGrammar, type Overlay } from '../../grammar/overlay.js';
import { suggest } from '../../engine/values/suggest.js';
import type { Mistake } from '../mistakes.js';
import { shownPath } from '../shown-path.js';
import type { FileLine, PlacedDocument } from '../placed-document.js';
import type { Source } from '../source.js';
import { applyOverlay } from './apply-overlay.js';
import { Origins } from './overlay-origins.js';

export class OverlaidDocument implements PlacedDocument {
  readonly file: string;
  readonly value: unknown;
  readonly mistakes: Mistake[] = [];
  readonly #origins: Origins;
  readonly #idle: { file: string; line: number; text: string }[] = [];

  /** @param files the paths of the two files */
  constructor(
    private readonly base: Source,
    private readonly overlay: Source,
    files: { base: string; overlay: string },
  ) {
    this.file = base.file;
    this.mistakes.push(...base.mistakes, ...overlay.mistakes);
    const stated = this.mistakes.length === 0 ? this.#stated(files) : undefined;
    if (stated === undefined || !isObject(base.value)) {
      this.value = base.value;
      this.#origins = new Origins();
      return;
    }
    const { document, origins, mistakes, idle } = applyOverlay(base.value, stated.actions);
    this.value = document;
    this.#origins = origins;
    this.mistakes.push(...mistakes.map(({ path, problem, remedy }) => overlay.mistake(path, problem, remedy)));
    for (const { path, problem, remedy } of idle)
      this.#idle.push({ ...overlay.place(path), text: `${problem}: ${remedy}` });
  }

  notes(): { file: string; line: number; text: string }[] {
    return [...this.base.notes(), ...this.overlay.notes(), ...this.#idle];
  }

  place(path: readonly PropertyKey[]): FileLine {
    const { file, path: at } = this.#origins.originOf(this.value, path);
    return file === 'base' ? this.base.place(at) : this.overlay.place(at);
  }

  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake {
    return { ...this.place(path), problem, remedy };
  }

  removal(path: readonly PropertyKey[]): FileLine | undefined {
    const action = this.#origins.removalOf(this.value, path);
    return action && this.overlay.place(action);
  }

  /** The overlay, if it is one for the base. */
  #stated(files: { base: string; overlay: string }): Overlay | undefined {
    const result = conform(overlayGrammar, this.overlay.value);
    if ('wrong' in result) {
      for (const { path, problem, remedy, unknown } of result.wrong)
        this.mistakes.push(
          this.overlay.mistake(path, problem, unknown ? suggest(unknown.key, unknown.known) : remedyFor(path, remedy)),
        );
      return undefined;
    }
    this.#checkExtends(result.data.extends, files);
    return result.data;
  }

  /** A URL may name the published document, of which the base is a copy; a path must lead to the base. */
  #checkExtends(target: string | undefined, { base, overlay }: { base: string; overlay: string }): void {
    if (target === undefined || /^[a-z][a-z0-9+.-]*:/i.test(target)) return;
    if (resolve(dirname(overlay), percentDecoded(target)) === resolve(base)) return;
    this.mistakes.push(
      this.overlay.mistake(
        ['extends'],
        `the overlay extends ${target}, and the document of the base is ${shownPath(base)}`,
        'correct `extends`, or remove it',
      ),
    );
  }
}

const remedyFor = (path: readonly PropertyKey[], remedy: string): string =>
  path.length === 1 && path[0] === 'overlay'
    ? 'write `overlay: 1.0.0`'
    : remedy.replace('see docs/behavior.md', 'see docs/editions.md');

function percentDecoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}
