/** Reloads vendors when their files change. */
import type { Vendor } from '../../engine/model/vendor.js';
import { isSame, listedIn, type RecordedFiles, type Seen } from '../../loading/recorded-files.js';
import { reload } from '../../world/reload.js';
import type { Sandboxes } from '../../world/sandboxes.js';
import type { Maker } from '../../engine/model/draw.js';
import type { Closeable, Watch } from './node-watch.js';

export interface ReloadedVendor {
  vendor: string;
  change: 'changed' | 'added' | 'removed';
  /** Number of kept records in all sandboxes that are not from the seed. */
  kept: number;
  /** Number of removed records by resource, because it was removed or has another id field. */
  dropped: Readonly<Record<string, number>>;
  /** Ids of the removed faults, whose operation was removed. */
  faults: readonly string[];
}

/** The result of a change: reloaded, or refused because of mistakes; then the last valid version is kept. */
export type Reload = { vendors: readonly ReloadedVendor[] } | { problem: string };

export interface Reloading {
  /** @param named by the path of their document @throws MistakesError, UnknownVendorError */
  load: (named: ReadonlyMap<string, string>) => Promise<Vendor[]>;
  /** The files through which the initial vendors were read. */
  files: RecordedFiles;
  watch: Watch;
  /** The served vendors; changed in place. */
  vendors: Vendor[];
  worlds: Sandboxes;
  maker: Maker;
  /** Called after the vendors have changed, before the next call. */
  replaced: () => void;
  report: (reload: Reload) => void;
}

/** Starts watching. @returns a function that stops it */
export function watchVendors(on: Reloading): Closeable {
  return new Reloader(on);
}

class Reloader implements Closeable {
  #watching: Closeable | undefined;
  #seen: Seen;
  #isBroken = false;
  #running = false;
  #changed = false;
  #closed = false;

  constructor(private readonly on: Reloading) {
    this.#seen = on.files.seen;
    this.#watch();
  }

  close(): void {
    this.#closed = true;
    this.#watching?.close();
  }

  /** Restarts the watch each time, because a directory may have been replaced. */
  #watch(): void {
    this.#watching?.close();
    if (this.#closed) return;
    this.#watching = this.on.watch(
      { files: [...this.#seen.keys()], directories: listedIn(this.#seen) },
      () => void this.#run(),
    );
  }

  /** Runs one reload at a time; later changes are handled afterwards. */
  async #run(): Promise<void> {
    this.#changed = true;
    if (this.#running) return;
    this.#running = true;
    while (this.#changed && !this.#closed) {
      this.#changed = false;
      await this.#checkFiles();
    }
    this.#running = false;
  }

  async #checkFiles(): Promise<void> {
    // Watch before reading, so that changes in between are reported.
    this.#watch();
    const { files, report } = this.on;
    const now = files.now(this.#seen);
    if (isSame(now, this.#seen)) return;
    files.begin();
    try {
      await this.#applyFiles();
      this.#isBroken = false;
      this.#seen = files.seen;
    } catch (error) {
      this.#isBroken = true;
      // After a mistake, not all files have been read.
      this.#seen = new Map([...now, ...files.seen]);
      report({ problem: error instanceof Error ? error.message : String(error) });
    }
    this.#changed = true;
  }

  async #applyFiles(): Promise<void> {
    const { vendors, load, maker, worlds } = this.on;
    const named = new Map(
      vendors.flatMap(({ name, files: own }) => [...(own?.keys() ?? [])].slice(0, 1).map((path) => [path, name])),
    );
    const loaded = await load(named);
    await maker.load();
    const reloaded: ReloadedVendor[] = [];
    const next = loaded.map((vendor) => {
      const old = vendors.find(({ name }) => name === vendor.name);
      if (old && isSame(old.files ?? NONE, vendor.files ?? NONE)) return old;
      reloaded.push(old ? replacedBy(worlds, old, vendor) : added(vendor));
      return vendor;
    });
    for (const old of vendors)
      if (!loaded.some(({ name }) => name === old.name)) reloaded.push(replacedBy(worlds, old));
    vendors.splice(0, vendors.length, ...next);
    this.on.replaced();
    if (reloaded.length > 0 || this.#isBroken) this.on.report({ vendors: reloaded });
  }
}

/** The bundled vendors have no files, and never change. */
const NONE: Seen = new Map();

const added = ({ name: vendor }: Vendor): ReloadedVendor => ({
  vendor,
  change: 'added',
  kept: 0,
  dropped: {},
  faults: [],
});

function replacedBy(worlds: Sandboxes, old: Vendor, next?: Vendor): ReloadedVendor {
  const dropped: Record<string, number> = {};
  const faults: string[] = [];
  let kept = 0;
  for (const world of worlds.all()) {
    const found = reload(world, old, next);
    kept += found.kept;
    faults.push(...found.faults);
    for (const [resource, count] of Object.entries(found.dropped)) dropped[resource] = (dropped[resource] ?? 0) + count;
  }
  if (next) old.successor = next;
  return { vendor: old.name, change: next ? 'changed' : 'removed', kept, dropped, faults };
}

/** A line for people. */
export function reloadText(reload: Reload): string {
  if ('problem' in reload) return `Not reloaded; the last valid version is served:\n${reload.problem}`;
  return reload.vendors.length === 0
    ? 'The files are valid again. Nothing has changed.'
    : reload.vendors.map(vendorText).join('\n');
}

export function vendorText({ vendor, change, kept, dropped, faults }: ReloadedVendor): string {
  const gone = Object.entries(dropped).map(([resource, count]) => `${count} ${resource}`);
  const parts = [
    ...(kept > 0 ? [`${kept} ${kept === 1 ? 'record' : 'records'} kept`] : []),
    ...(gone.length > 0 ? [`dropped: ${gone.join(', ')}`] : []),
    ...(faults.length > 0 ? [`faults without an operation removed: ${faults.join(', ')}`] : []),
  ];
  const words = { changed: 'reloaded', added: 'now served', removed: 'no longer served' };
  return `${vendor}: ${words[change]}${parts.length > 0 ? `; ${parts.join('; ')}` : ''}`;
}
