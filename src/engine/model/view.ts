/** Read access to records, for decisions. */
import type { Json } from '../../grammar/json.js';

export interface PageQuery {
  /** Only children of this parent; undefined: all records. */
  parent?: string;
  /** Skip this number of records … */
  offset?: number;
  /** … or start after this position. */
  after?: ListPosition;
  limit?: number;
  where?: (record: Json) => boolean;
}

/** The position of a record in its list. */
export interface ListPosition {
  key: unknown;
  seq: number;
}

export interface Page {
  items: Json[];
  /** The position of the last item; undefined: this is the last page. */
  next?: ListPosition;
}

/** The records of one account. */
export interface View {
  get(resource: string, id: string): Json | undefined;
  /** Finds a record by the values of a unique key. `fields` and `values` are in the order of the behavior. */
  find(resource: string, fields: readonly string[], values: readonly unknown[]): Json | undefined;
  page(resource: string, query: PageQuery): Page;
  count(resource: string, query: Pick<PageQuery, 'parent' | 'where'>): number;
  /** Whether another account of the sandbox has the record, and this account never had it from the seed. */
  elsewhere(resource: string, id: string): boolean;
  /** The highest number in an id of this resource so far in this account, seed included. */
  highest(resource: string): number;
}
