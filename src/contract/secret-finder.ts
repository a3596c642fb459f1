/** Finds the places of write-only values in a body. */
import { once } from '../engine/values/once.js';
import type { SecretPlaces } from '../engine/values/secrets.js';
import type { Places, SchemaPlace } from './schema-place.js';

/** Caches the result for each place of a document. */
export class SecretFinder {
  readonly #leads = new Map<SchemaPlace, boolean>();
  readonly #known = new Map<SchemaPlace, SecretPlaces | undefined>();

  constructor(private readonly places: Places) {}

  /** undefined: there are none. */
  of(place: SchemaPlace | undefined): SecretPlaces | undefined {
    if (place === undefined) return undefined;
    if (!this.#known.has(place)) this.#known.set(place, this.#leadsToSecret(place) ? this.#tree(place) : undefined);
    return this.#known.get(place);
  }

  #tree(place: SchemaPlace): SecretPlaces {
    const of = (name: string): SecretPlaces | undefined => this.of(place.property(name));
    // Lazily, because a recursive schema has infinitely many places.
    const names = once(() => (place.hasMaps ? undefined : place.names.filter((name) => of(name) !== undefined)));
    return {
      whole: place.isWriteOnly,
      get names() {
        return names();
      },
      property: (name) => (names()?.includes(name) === false ? undefined : of(name)),
      item: (index) => this.of(place.item(index)),
    };
  }

  /** Explores all places below once, and marks those from which a write-only schema can be reached. */
  #leadsToSecret(start: SchemaPlace): boolean {
    const known = this.#leads.get(start);
    if (known !== undefined) return known;
    const holders = new Map<SchemaPlace, SchemaPlace[]>([[start, []]]);
    const marked: SchemaPlace[] = [];
    for (const place of holders.keys()) {
      if (place.isWriteOnly || this.#leads.get(place) === true) marked.push(place);
      if (this.#leads.get(place) !== undefined) continue;
      for (const schema of place.below()) {
        const next = this.places.of(schema);
        const around = holders.get(next);
        if (around) around.push(place);
        else holders.set(next, [place]);
      }
    }
    for (const place of holders.keys()) if (!this.#leads.has(place)) this.#leads.set(place, false);
    const reached = new Set(marked);
    for (const place of reached) for (const holder of holders.get(place) ?? []) reached.add(holder);
    for (const place of reached) this.#leads.set(place, true);
    return this.#leads.get(start) === true;
  }
}
