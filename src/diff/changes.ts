/** The differences between two APIs, as a client of the first one sees them. */
import type { EvidenceLevel } from '../grammar/evidence.js';

/** What one side states. */
export interface Side {
  /** A JSON pointer into the OpenAPI 3.1 form of the document, or the id of a rule as in `x-stuntdouble-rule`. */
  at: string;
  /** undefined: it has no value of its own, as an operation. */
  value?: unknown;
  /** Of rules of the behavior. */
  level?: EvidenceLevel;
  reference?: string;
}

/** What a change is about: the half of the API, and whether it concerns what clients send or what they get. */
export interface Change {
  area: 'contract' | 'behavior';
  /** Operations such as `GET /pets/{id}`, as the older side writes them; empty: the API as a whole. */
  operations: string[];
  /** Within the operations: `query limit`, `reply 200 body.items[].name`, `field name`. */
  places: string[];
  /** The kind of the change: `type`, `enum`, `required`, `immutable`. */
  kind: string;
  direction: 'request' | 'reply';
  what: string;
  breaking: boolean;
  why: string;
  /** undefined: the older side states nothing. */
  before?: Side;
  /** undefined: the newer side states nothing. */
  after?: Side;
}

/** A change at one place of one operation. */
export type ChangeOf = Omit<Change, 'operations' | 'places'> & { place: string };

/** Collects changes. A change that is found again has more operations and places. */
export class Changes {
  readonly #found = new Map<string, { change: ChangeOf; operations: Set<string>; places: Set<string> }>();

  /** @param operation undefined: the API as a whole */
  add(operation: string | undefined, change: ChangeOf): void {
    const key = changeKey(change);
    let known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, (known = { change, operations: new Set(), places: new Set() }));
    known.places.add(change.place);
    if (operation !== undefined) known.operations.add(operation);
  }

  /** In the order in which they were found. */
  all(): Change[] {
    return [...this.#found.values()].map(({ change, operations, places }) => {
      const { area, kind, direction, what, breaking, why, before, after } = change;
      const sides = { ...(before && { before }), ...(after && { after }) };
      return { area, operations: [...operations], places: [...places], kind, direction, what, breaking, why, ...sides };
    });
  }
}

/** Two places with the same sources are one change, such as a schema that several operations use. */
function changeKey({ area, direction, kind, what, place, before, after }: ChangeOf): string {
  const sources = [before?.at, after?.at];
  return JSON.stringify([area, direction, kind, what, sources, area === 'contract' ? '' : place]);
}
