/** Places of the secrets of a resource. Computed on first use, because that is slow for a large document. */
import type { Behavior } from '../../grammar/behavior.js';
import type { Contract } from '../model/contract.js';
import type { Rule } from '../model/vendor.js';
import { bodyPath } from '../values/body-path.js';
import { isSecretAt, secretsAt, secretsBelow, secretsMovedTo, united, type SecretPlaces } from '../values/secrets.js';

interface Found {
  places: SecretPlaces | undefined;
}

export class ResourceSecrets {
  #writeOnly: Found | undefined;
  #all: Found | undefined;

  constructor(
    private readonly contract: Contract,
    private readonly behavior: Behavior,
    private readonly rulesOf: ReadonlyMap<string, readonly Rule[]>,
    private readonly resource: string,
    private readonly hidden: readonly string[],
  ) {}

  /** Write-only values: marked in the schemas of the resource, or in a body that writes it. */
  get writeOnly(): SecretPlaces | undefined {
    return (this.#writeOnly ??= { places: united([...this.#ownPlaces(this.resource), ...this.#inOtherForms()]) })
      .places;
  }

  /** Write-only values and fields that the behavior hides. */
  get all(): SecretPlaces | undefined {
    return (this.#all ??= { places: united([this.writeOnly, secretsAt(this.hidden)]) }).places;
  }

  #ownPlaces(resource: string): (SecretPlaces | undefined)[] {
    return [...this.#inSchemas(resource), ...this.#inBodies(resource)];
  }

  /** The stored places of secrets that other resources with the same records mark. */
  #inOtherForms(): (SecretPlaces | undefined)[] {
    return Object.entries(this.behavior.resources).flatMap(([name, { sameRecordsAs }]) => {
      if (sameRecordsAs?.resource !== this.resource) return [];
      const own = united(this.#ownPlaces(name));
      const { fields, cases = [] } = sameRecordsAs;
      const pairs = [fields, ...cases.map((item) => item.fields)].flatMap((item) => Object.entries(item));
      return [own, ...pairs.map(([path, stored]) => secretsMovedTo(stored, secretsBelow(own, path)))];
    });
  }

  #inSchemas(resource: string): (SecretPlaces | undefined)[] {
    const { schema, alsoShownAs = [] } = this.behavior.resources[resource] ?? {};
    return (schema === undefined ? alsoShownAs : [schema, ...alsoShownAs]).map((name) => this.contract.secretsOf(name));
  }

  /** A field with `alsoSentAs` is stored under its own name. */
  #inBodies(resource: string): (SecretPlaces | undefined)[] {
    const fields = Object.entries(this.behavior.resources[resource]?.fields ?? {});
    return (this.rulesOf.get(resource) ?? []).flatMap(({ operation, rule }) => {
      const places = secretsBelow(this.contract.secrets(operation), bodyPath(rule));
      const renamed = fields.flatMap(([path, { alsoSentAs }]) =>
        alsoSentAs !== undefined && isSecretAt(places, alsoSentAs) ? [path] : [],
      );
      return [places, secretsAt(renamed)];
    });
  }
}
