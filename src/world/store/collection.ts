/** The records of one resource in one account, indexed by id, by each unique key, and in list order. */
import type { Json } from '../../grammar/json.js';
import type { Page, PageQuery } from '../../engine/model/view.js';
import type { Resource } from '../../engine/model/vendor.js';
import type { CollectionState, RecordState } from '../../engine/model/snapshot.js';
import { atOnce, type Steps } from '../../timers/slices.js';
import { compare } from '../../engine/values/compare.js';
import { get } from '../../engine/values/paths.js';
import { Ordered } from './ordered.js';
import { sizeOf } from './store-limits.js';

interface Row {
  readonly record: Json;
  readonly key: unknown;
  /** Order of creation, for records whose sort key is equal. */
  readonly seq: number;
  /** Approximate JSON length; 0 for records of the seed. */
  readonly bytes: number;
}

/** The position of a record among all of its collection. */
export interface ScanPosition {
  /** Id of the parent; '' if the resource has none. */
  parent: string;
  key: unknown;
  seq: number;
}

export interface ScanPage {
  items: Json[];
  /** The position of the last item; undefined: this is the last page. */
  next?: ScanPosition;
}

interface Unique {
  name: string;
  fields: readonly string[];
  /** Ids by the JSON text of the values. */
  ids: Map<string, string>;
}

/** Records that are looked at in one step. */
const PER_STEP = 100;

export class Collection {
  readonly #resource: Resource;
  #rows = new Map<string, Row>();
  #unique: Unique[];
  /** By parent id; '' if the resource has no parent. */
  #order = new Map<string, Ordered<Row>>();
  #seq = 0;
  #bytes = 0;
  highest = 0;

  constructor(resource: Resource) {
    this.#resource = resource;
    this.#unique = uniqueKeys(resource).map((fields) => ({ name: fields.join(), fields, ids: new Map() }));
  }

  /** Copies the indexes and shares the records, which are immutable. */
  clone(): Collection {
    const copy = new Collection(this.#resource);
    copy.#rows = new Map(this.#rows);
    copy.#unique = this.#unique.map((item) => ({ ...item, ids: new Map(item.ids) }));
    copy.#order = new Map([...this.#order].map(([parent, list]) => [parent, list.clone()]));
    copy.#seq = this.#seq;
    copy.#bytes = this.#bytes;
    copy.highest = this.highest;
    return copy;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Size of the records that are not from the seed. */
  get bytes(): number {
    return this.#bytes;
  }

  get(id: string): Json | undefined {
    return this.#rows.get(id)?.record;
  }

  find(fields: readonly string[], values: readonly unknown[]): Json | undefined {
    const name = fields.join();
    const index = this.#unique.find((item) => item.name === name);
    if (index === undefined) throw new Error(`${this.#resource.name} has no unique key over ${name}`);
    const id = index.ids.get(JSON.stringify(values));
    return id === undefined ? undefined : this.get(id);
  }

  records(): Json[] {
    return [...this.#rows.values()].map((row) => row.record);
  }

  ids(): string[] {
    return [...this.#rows.keys()];
  }

  /** The changes since this was cloned from `base`. Later changes have no effect on the steps. */
  differenceFrom(base: Collection): () => Steps<CollectionState> {
    const ids = [...this.#rows.keys()];
    const rows = [...this.#rows.values()];
    const next = this.#seq;
    const { highest } = this;
    return function* () {
      const kept = new Set<string>();
      const records: RecordState[] = [];
      for (const [at, { record, seq }] of rows.entries()) {
        if (at % PER_STEP === PER_STEP - 1) yield;
        const id = ids[at] ?? '';
        const row = base.#rows.get(id);
        if (row?.seq === seq) kept.add(id);
        if (row?.record !== record || row.seq !== seq) records.push({ id, seq, record });
      }
      const removed = [...base.#rows.keys()].filter((id) => !kept.has(id));
      return { removed, records, next, highest };
    };
  }

  /** Applies the differences from one base to another base, in their order. */
  rebased(from: Collection, onto: Collection): Collection {
    const { removed, records, highest } = atOnce(this.differenceFrom(from)());
    const copy = onto.clone();
    for (const id of removed) copy.remove(id);
    for (const { id, record } of records.sort((a, b) => a.seq - b.seq)) copy.put(id, record, { bytes: sizeOf(record) });
    copy.highest = Math.max(copy.highest, highest);
    return copy;
  }

  /** A clone with these changes. */
  *withDifference({ removed, records, next, highest }: CollectionState): Steps<Collection> {
    const copy = this.clone();
    for (const id of removed) copy.remove(id);
    for (const [at, { id, record, seq }] of records.entries()) {
      if (at % PER_STEP === PER_STEP - 1) yield;
      copy.put(id, record, { seq, bytes: sizeOf(record) });
    }
    copy.#seq = next;
    copy.highest = highest;
    return copy;
  }

  /** @param seq order among records with an equal sort key. Default: that of the replaced record, or the last. */
  put(id: string, record: Json, { seq, bytes = 0 }: { seq?: number; bytes?: number } = {}): void {
    const old = this.#rows.get(id);
    const row: Row = { record, key: this.#sortKey(record), seq: seq ?? old?.seq ?? this.#seq++, bytes };
    this.#bytes += bytes - (old?.bytes ?? 0);
    this.#rows.set(id, row);
    for (const { fields, ids } of this.#unique) {
      if (old && haveSame(fields, old.record, record)) continue;
      if (old) forget(ids, uniqueKey(fields, old.record), id);
      ids.set(uniqueKey(fields, record), id);
    }
    const parent = this.#parentOf(record);
    const place = old && this.#order.get(this.#parentOf(old.record));
    let list = this.#order.get(parent);
    if (list === undefined) this.#order.set(parent, (list = new Ordered<Row>(this.#compare)));
    if (old && list === place && this.#compare(old, row) === 0) return list.replace(row);
    if (old) place?.remove(old);
    list.add(row);
    if (!old) this.highest = Math.max(this.highest, numberIn(id));
  }

  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    for (const { fields, ids } of this.#unique) forget(ids, uniqueKey(fields, row.record), id);
    this.#order.get(this.#parentOf(row.record))?.remove(row);
    this.#rows.delete(id);
    this.#bytes -= row.bytes;
  }

  page({ parent, offset = 0, after, limit = Infinity, where }: PageQuery): Page {
    const list = this.#listOf(parent);
    const items: Json[] = [];
    if (list === undefined || limit <= 0) return { items };
    // Without a condition the offset is found by counting chunks; with one, all earlier records must be checked.
    let skip = where ? offset : 0;
    const rows = after ? list.behind({ record: {}, bytes: 0, ...after }) : list.from(where ? 0 : offset);
    let last: Row | undefined;
    for (const row of rows) {
      if (where && !where(row.record)) continue;
      if (skip-- > 0) continue;
      if (items.length === limit) return { items, next: { key: last?.key, seq: last?.seq ?? 0 } };
      items.push(row.record);
      last = row;
    }
    return { items };
  }

  /** Records in list order; children by their parents, in the order in which these got their first. */
  scan(after: ScanPosition | undefined, limit: number): ScanPage {
    const items: Json[] = [];
    let last: ScanPosition | undefined;
    let isSkipping = after !== undefined;
    for (const [parent, list] of this.#order) {
      if (isSkipping && parent !== after?.parent) continue;
      const rows = isSkipping && after ? list.behind({ record: {}, bytes: 0, ...after }) : list.from(0);
      isSkipping = false;
      for (const { record, key, seq } of rows) {
        if (items.length === limit) return { items, ...(last && { next: last }) };
        items.push(record);
        last = { parent, key, seq };
      }
    }
    return { items };
  }

  count({ parent, where }: Pick<PageQuery, 'parent' | 'where'>): number {
    const list = this.#listOf(parent);
    if (list === undefined) return 0;
    if (where === undefined) return list.size;
    let count = 0;
    for (const row of list.from(0)) if (where(row.record)) count++;
    return count;
  }

  /** The children of one parent, or the records of all parents in one order. */
  #listOf(parent: string | undefined): Ordered<Row> | undefined {
    if (parent !== undefined || this.#resource.rule.parent === undefined) return this.#order.get(parent ?? '');
    const all = new Ordered<Row>(this.#compare);
    for (const list of this.#order.values()) for (const row of list.from(0)) all.add(row);
    return all;
  }

  #sortKey(record: Json): unknown {
    const { order } = this.#resource.rule;
    return order && (get(record, order.by) ?? null);
  }

  #parentOf(record: Json): string {
    const link = this.#resource.rule.parent;
    return link ? String(get(record, link.field)) : '';
  }

  readonly #compare = (a: Row, b: Row): number => {
    const sign = this.#resource.rule.order?.direction === 'desc' ? -1 : 1;
    return sign * (compare(a.key, b.key) || a.seq - b.seq);
  };
}

const uniqueKeys = ({ rule }: Resource): readonly string[][] => [
  ...(rule.unique ?? []).map((item) => item.fields),
  ...(rule.aliases ?? []).map((alias) => [alias]),
];

const uniqueKey = (fields: readonly string[], record: Json): string =>
  JSON.stringify(fields.map((path) => get(record, path)));

const haveSame = (fields: readonly string[], a: Json, b: Json): boolean =>
  fields.every((path) => get(a, path) === get(b, path));

/** Another record may have the key by now. */
function forget(ids: Map<string, string>, key: string, id: string): void {
  if (ids.get(key) === id) ids.delete(key);
}

/** The number in an integer id, or in the text of a global id (`Type:12:aBcD`); 0 for others. */
function numberIn(id: string): number {
  const text = /^\d{1,15}$/.test(id)
    ? id
    : /^[A-Za-z]+:(\d{1,15})(?::|$)/.exec(Buffer.from(id, 'base64').toString('latin1'))?.[1];
  return Number(text ?? 0);
}
