/** Removes fields of requests and replies that their schemas do not declare (docs/decisions/0001). */
import { isObject, type Json } from '../grammar/json.js';
import type { SchemaPlace } from './schema-place.js';

type Project = (value: unknown) => unknown;

interface Property {
  name: string;
  /** undefined: its values are kept as they are. */
  place: SchemaPlace | undefined;
  /** Compiled when the first value is projected. */
  project: Project | undefined;
  /** A name that every object has, such as `toString`. */
  isInherited: boolean;
}

const same: Project = (value) => value;

/**
 * Keeps declared fields only, in the order of the schema. Also removes write-only fields from replies
 * (`hide: 'writeOnly'`) and read-only fields from requests (`hide: 'readOnly'`). Values without a schema are kept.
 */
export class FieldRemover {
  readonly #made = new Map<SchemaPlace, Project>();
  readonly #hidden = new Map<SchemaPlace, boolean>();

  constructor(private readonly hide: 'writeOnly' | 'readOnly') {}

  of(place: SchemaPlace): Project {
    let project = this.#made.get(place);
    if (project === undefined) {
      // A recursive schema gets this function while its own is being compiled.
      let made: Project | undefined;
      this.#made.set(place, (value) => (made ??= this.#make(place))(value));
      made = this.#make(place);
      this.#made.set(place, (project = made));
    }
    return project;
  }

  /** Projects a whole body; undefined: it is removed. */
  whole(place: SchemaPlace | undefined): Project {
    if (place === undefined) return same;
    return this.isHidden(place) ? (): undefined => undefined : this.of(place);
  }

  /** Whether the value at a place is removed: it is marked, or a list of marked elements. */
  isHidden(place: SchemaPlace): boolean {
    let hidden = this.#hidden.get(place);
    if (hidden === undefined) {
      this.#hidden.set(place, false);
      const items = place.item();
      hidden =
        (this.hide === 'writeOnly' ? place.isWriteOnly : place.isReadOnly) ||
        (items !== undefined && this.isHidden(items));
      this.#hidden.set(place, hidden);
    }
    return hidden;
  }

  #make(place: SchemaPlace): Project {
    const items = this.#items(place);
    const whole = this.#object(place);
    if (items === same && whole === same) return same;
    return (value) => {
      if (Array.isArray(value)) return items(value);
      return isObject(value) ? whole(value) : value;
    };
  }

  #items(place: SchemaPlace): Project {
    const any = place.item();
    if (any === undefined) return same;
    if (place.has('prefixItems'))
      return (values) => (values as unknown[]).map((value, at) => this.#later(place.item(at))(value));
    if (any.saysNothing) return same;
    let project: Project | undefined;
    return (values) => (values as unknown[]).map((project ??= this.of(any)));
  }

  #object(place: SchemaPlace): Project {
    const { names, isOpen } = place;
    const hasMaps = place.hasMaps;
    if (names.length === 0 && isOpen && !hasMaps) return same;
    const declared = new Set(names);
    // A name may be required but not declared.
    const needed = this.hide === 'writeOnly' ? [...place.required].filter((name) => !declared.has(name)) : [];
    const properties = [...names, ...needed].flatMap((name) => this.#property(place, name));
    const present = presentIn(properties);
    return (value) => {
      const holder = value as Json;
      const out: Json = {};
      for (const property of present(holder)) {
        const { name, place, isInherited } = property;
        const part = holder[name];
        if (part === undefined || (isInherited && !Object.hasOwn(holder, name))) continue;
        out[name] =
          typeof part === 'object' && place !== undefined ? (property.project ??= this.of(place))(part) : part;
      }
      if (isOpen || hasMaps)
        for (const name of Object.keys(holder)) if (!declared.has(name)) this.#other(place, name, holder[name], out);
      return out;
    };
  }

  #property(place: SchemaPlace, name: string): Property[] {
    const property = place.property(name);
    if (name === '__proto__' || (property && this.isHidden(property))) return [];
    const isAnything = property === undefined || property.saysNothing;
    const isInherited = name in Object.prototype;
    return [{ name, place: isAnything ? undefined : property, project: undefined, isInherited }];
  }

  /** Projects a property that is not declared by name. */
  #other(place: SchemaPlace, name: string, value: unknown, out: Json): void {
    if (name === '__proto__') return;
    const property = place.hasMaps ? place.property(name) : undefined;
    if (property ? this.isHidden(property) : !place.isOpen) return;
    out[name] = property ? this.#later(property)(value) : value;
  }

  /** Places without constraints need no function; others are compiled on first use. */
  #later(place: SchemaPlace | undefined): Project {
    if (place === undefined || place.saysNothing) return same;
    let made: Project | undefined;
    return (value) => (made ??= this.of(place))(value);
  }
}

/** Number of properties from which those of a value are looked up: most of them are missing. */
const MANY = 100;

/** The properties that a value may have, in the order of the schema. */
function presentIn(properties: readonly Property[]): (holder: Json) => readonly Property[] {
  if (properties.length < MANY) return () => properties;
  const indexes = new Map(properties.map(({ name }, index) => [name, index]));
  return (holder) =>
    Object.keys(holder)
      .flatMap((name) => indexes.get(name) ?? [])
      .sort((a, b) => a - b)
      .flatMap((index) => properties[index] ?? []);
}
