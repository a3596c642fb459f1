/** Makes initial records for the inferred resources of a vendor: examples of the document, and made-up ones. */
import { newRecord, completeRecord } from '../../engine/decide/fields.js';
import { keyOf } from '../../engine/records/record-key.js';
import type { Account } from '../../engine/model/call.js';
import { CannotMake } from '../../engine/model/draw.js';
import type { RecordContext, Resource, Vendor } from '../../engine/model/vendor.js';
import { get, set } from '../../engine/values/paths.js';
import { isInferred } from '../../grammar/evidence.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Sandbox } from '../../world/world.js';
import { exampleRecords } from './example-records.js';

/** The initial records of a resource. */
export interface FakedResource {
  resource: string;
  /** Number of records from examples. */
  examples: number;
  /** Number of made-up records. */
  made: number;
  /** Why there are fewer records than requested. */
  problem?: string;
}

export interface Faked {
  records: Record<string, Json[]>;
  resources: FakedResource[];
}

/** Maximum number of attempts for a record with unique id and fields. */
const TRIES = 8;
const ACCOUNT: Account = { name: 'seed', number: 0 };

/** @param world a world of this vendor only, with a loaded maker; gets the records */
export function fakeRecords(vendor: Vendor, count: number, world: Sandbox): Faked {
  const faked: Faked = { records: Object.create(null) as Faked['records'], resources: [] };
  const done = new Set<string>();
  const addWithParents = (resource: Resource): void => {
    if (done.has(resource.name)) return;
    done.add(resource.name);
    const parent = vendor.resources.get(resource.rule.parent?.resource ?? '');
    if (parent) addWithParents(parent);
    if (startsEmpty(resource)) faked.resources.push(new Filling(vendor, resource, world, faked.records).fill(count));
  };
  for (const resource of vendor.resources.values()) addWithParents(resource);
  return faked;
}

/** Whether it is inferred and can be given records. A singleton is created on first use. */
const startsEmpty = ({ name, rule }: Resource): boolean =>
  !name.startsWith('$') && rule.id.format !== 'single' && isInferred(rule.id.evidence);

class Filling {
  constructor(
    private readonly vendor: Vendor,
    private readonly resource: Resource,
    private readonly world: Sandbox,
    private readonly records: Record<string, Json[]>,
  ) {}

  fill(count: number): FakedResource {
    const filled: FakedResource = { resource: this.resource.name, examples: 0, made: 0 };
    try {
      for (const example of exampleRecords(this.vendor, this.resource))
        if (this.#add((context) => completeRecord(context, this.resource, this.#placed(example, filled.examples))))
          filled.examples++;
      while (filled.made < count) {
        if (!this.#tried(filled.examples + filled.made))
          throw new CannotMake('each made-up id or unique value is already in use');
        filled.made++;
      }
    } catch (error) {
      if (!(error instanceof CannotMake)) throw error;
      filled.problem = error.message;
    }
    return filled;
  }

  #tried(nth: number): boolean {
    for (let attempt = 0; attempt < TRIES; attempt++)
      if (this.#add((context) => newRecord(context, this.resource, this.#placed(this.#madeUp(context), nth), {})))
        return true;
    return false;
  }

  /** @returns whether its id and unique fields are unique */
  #add(make: (context: RecordContext) => Json): boolean {
    const { vendor, resource, world } = this;
    const view = world.store.view(vendor, ACCOUNT);
    const now = world.clock.now();
    const draw = world.ids.draw(vendor, ACCOUNT, now, view);
    const record = make({ vendor, account: ACCOUNT, view, now, draw, maker: world.maker });
    draw.commit();
    const id = keyOf(resource, record);
    const isTaken =
      view.get(resource.name, id) !== undefined ||
      (resource.rule.unique ?? []).some(
        ({ fields }) =>
          view.find(
            resource.name,
            fields,
            fields.map((field) => get(record, field)),
          ) !== undefined,
      );
    if (isTaken) return false;
    world.store.apply(vendor, ACCOUNT, [{ resource: resource.name, id, put: record }]);
    (this.records[resource.name] ??= []).push(record);
    return true;
  }

  /** A valid record by its schema, with a generated id if clients do not choose it. */
  #madeUp({ draw, maker, now }: RecordContext): Json {
    const { id, schema } = this.resource.rule;
    const field = schema === undefined ? undefined : this.vendor.contract.tools.recordSchema(schema);
    const value = field ? maker.make({ ...field, full: true, varied: true }, () => draw.random(), now) : {};
    if (!isObject(value)) throw new CannotMake('its schema describes no object');
    if (id.format !== 'given') return set(value, id.field, undefined);
    if (id.field.startsWith('$'))
      return set(value, id.field, draw.id(this.resource.name, { format: 'text', length: 8 }));
    const unfit = this.#unfitIn(String(get(value, id.field)));
    return unfit
      ? set(
          value,
          id.field,
          maker.make({ path: '', schema: unfit }, () => draw.random(), now),
        )
      : value;
  }

  /** The schema of the path parameter that would refuse this id; undefined: there is none. */
  #unfitIn(id: string): Json | undefined {
    const { contract } = this.vendor;
    for (const { rule, operation } of this.vendor.rules.values()) {
      const parameter = operation.parameters.at(-1);
      if (rule.verb !== 'read' || rule.resource !== this.resource.name || parameter === undefined) continue;
      const { issues } = contract.validate(operation, { [parameter]: id }, '', undefined);
      if (issues.some(({ in: place, field }) => place === 'path' && field === parameter))
        return contract.tools.pathSchema(operation, parameter);
    }
    return undefined;
  }

  /** Puts the record below an existing parent. */
  #placed(record: Json, nth: number): Json {
    const { parent } = this.resource.rule;
    if (parent === undefined) return record;
    const resource = this.vendor.resources.get(parent.resource);
    const all = this.world.store.records(this.vendor, ACCOUNT, parent.resource);
    const ids = all.map((one) => get(one, resource?.rule.id.field ?? ''));
    if (ids.length === 0) throw new CannotMake(`there is no ${parent.resource} that could be its parent`);
    return ids.includes(get(record, parent.field)) ? record : set(record, parent.field, ids[nth % ids.length]);
  }
}
