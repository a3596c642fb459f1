/** Converts OpenAPI 2.0, 3.0, 3.1 and 3.2 to OpenAPI 3.1. Repairs are notes, never errors. */
import { isObject, type Json } from '../../grammar/json.js';
import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0';
import { RepairWalk, type Note } from './repair-walk.js';
import { repairs } from './operations.js';
import { withOperationIds } from './operation-ids.js';

export type { Note } from './repair-walk.js';

export interface Normalized {
  /** OpenAPI 3.1, with its references. Unrepaired objects are the same as in the source. */
  document: Json;
  notes: Note[];
}

/** `2.0`, `3.0`, `3.1` or `3.2`; undefined: not an OpenAPI document. */
export function versionOf(document: unknown): string | undefined {
  if (!isObject(document)) return undefined;
  const given = document['openapi'] ?? document['swagger'];
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  const [, major = '', minor = '0'] = /^\s*(\d+)(?:\.(\d+))?/.exec(String(given)) ?? [];
  const version = `${major}.${minor}`;
  return ['2.0', '3.0', '3.1', '3.2'].includes(version) ? version : undefined;
}

/** @param source a document whose `versionOf` is known; it is not changed */
export function normalize(source: Json): Normalized {
  const version = versionOf(source) ?? '3.1';
  const converted = version === '2.0' ? fromTwo(source) : { document: source, notes: [] };
  const walk = new RepairWalk(converted.document, version, repairs);
  const { document, notes } = withOperationIds(walk.run());
  const all = [...converted.notes, ...walk.notes, ...notes];
  return { document, notes: version === '2.0' ? all.map((note) => ({ ...note, path: pathInTwo(note.path) })) : all };
}

/** Copied, because the library changes its input. */
function fromTwo(source: Json): Normalized {
  const copy = structuredClone({ ...source, swagger: '2.0' });
  try {
    return { document: upgradeFromTwoToThree(copy) as Json, notes: [] };
  } catch (error) {
    const text = `the document cannot be converted from OpenAPI 2.0 (${error instanceof Error ? error.message : String(error)})`;
    return { document: { openapi: '3.0.3', info: source['info'], paths: {} }, notes: [{ path: [], text }] };
  }
}

/** The place in the 2.0 document that corresponds to a place in the converted one. */
function pathInTwo(path: readonly string[]): string[] {
  const [first, second, ...rest] = path;
  if (first !== 'components')
    return path.flatMap((step, at) =>
      path[at] === 'content' || path[at - 1] === 'content' ? [] : [step === 'requestBody' ? 'parameters' : step],
    );
  const sections: Record<string, string> = {
    schemas: 'definitions',
    requestBodies: 'parameters',
    securitySchemes: 'securityDefinitions',
  };
  return [sections[second ?? ''] ?? second ?? '', ...rest];
}
