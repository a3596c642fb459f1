/** What a decision reads of the records. */
import type { Json } from '../../grammar/json.js';

export interface PageQuery {
  /** Only children of this parent; left out: all records. */
  parent?: string;
  /** Skip so many … */
  offset?: number;
  /** … or start behind this place. */
  after?: Place;
  limit?: number;
  where?: (record: Json) => boolean;
}

/** Where a record stands in its list. */
export interface Place {
  key: unknown;
  seq: number;
}

export interface Page {
  items: Json[];
  /** Of the last item, when there is more behind it. */
  next?: Place;
}

/** What a decision may read: one account's records. */
export interface View {
  get(resource: string, id: string): Json | undefined;
  /** By the values of a unique key (`fields` as in the behavior), in its order. */
  find(resource: string, fields: readonly string[], values: readonly unknown[]): Json | undefined;
  page(resource: string, query: PageQuery): Page;
  count(resource: string, query: Pick<PageQuery, 'parent' | 'where'>): number;
  /** Whether another account of this sandbox has it, and this one never had it from the seed. */
  elsewhere(resource: string, id: string): boolean;
  /** The highest number that an id of this resource ever held in this account, the seed included. */
  highest(resource: string): number;
}
