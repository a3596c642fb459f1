/**
 * The events of one sandbox for one client. Nothing is queued for a client: it reads from the journal at its own speed,
 * so that a slow one holds one text at most, misses nothing and gets nothing twice.
 */
import type { BoundedJournal } from '../../world/journal/journal.js';
import type { StatePart } from '../../world/state-changes.js';
import type { Sandbox } from '../../world/world.js';
import type { Position } from '../journal-positions.js';
import { summaryText } from './entry-summary.js';

/** Maximum number of entries in one turn of the event loop. */
const PER_TURN = 100;
/** Characters after which no further entry is added to a text. */
const ENOUGH = 16 * 1024;

/** Ends a line in the event stream format. */
const HEARTBEAT = ':\n\n';

export interface StreamStart {
  sandbox: Sandbox;
  /** Entries after it are sent. */
  position: Position;
  /** Whether the client knows the entries up to the position. */
  continued: boolean;
  /** The position as the id of an event. */
  idOf: (position: Position) => string;
}

export class EventStream {
  readonly #journal: BoundedJournal;
  readonly #position: Position;
  readonly #changed = new Set<StatePart>();
  #isStarted = false;
  #hasBeat = false;
  #isAwake = false;
  #resolve = (): void => undefined;

  constructor(private readonly of: StreamStart) {
    this.#journal = of.sandbox.journal;
    this.#position = { ...of.position };
  }

  /** Listens until the returned function is called. @param beat calls the given function in intervals, and returns how to stop it */
  listen(beat: (wake: () => void) => () => void): () => void {
    const { sandbox } = this.of;
    const ends = [
      this.#journal.onEvent(() => this.wake()),
      sandbox.stateChanges.watch((part) => {
        this.#changed.add(part);
        this.wake();
      }),
      beat(() => {
        this.#hasBeat = true;
        this.wake();
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** Ends the wait of `ready`. */
  wake(): void {
    this.#isAwake = true;
    this.#resolve();
  }

  /** Resolves when there may be something to send. */
  async ready(): Promise<void> {
    if (!this.#isAwake) await new Promise<void>((resolve) => (this.#resolve = resolve));
    this.#isAwake = false;
  }

  /** Whether the sandbox was removed and nothing will come any more. */
  get isOver(): boolean {
    return this.#journal.isClosed;
  }

  /** The next events as text; '': there are none. */
  take(): string {
    if (this.isOver) return this.#event('removed', {});
    const parts = [this.#start(), this.#cleared(), this.#evicted(), this.#entries(), this.#steering()];
    const text = parts.join('');
    const beat = this.#hasBeat && text === '' ? HEARTBEAT : '';
    this.#hasBeat = false;
    return text + beat;
  }

  #start(): string {
    if (this.#isStarted) return '';
    this.#isStarted = true;
    const { sandbox, continued } = this.of;
    const { cleared, last } = this.#journal;
    return this.#event('start', { sandbox: sandbox.name, cleared, last, continued });
  }

  #cleared(): string {
    const { cleared } = this.#journal;
    if (cleared === this.#position.cleared) return '';
    this.#position.cleared = cleared;
    this.#position.seq = 0;
    return this.#event('cleared', { cleared });
  }

  #evicted(): string {
    const { first } = this.#journal;
    const from = this.#position.seq + 1;
    if (from >= first) return '';
    this.#position.seq = first - 1;
    return this.#event('evicted', { from, to: first - 1 });
  }

  #entries(): string {
    let text = '';
    let count = 0;
    for (const entry of this.#journal.after(this.#position.seq, PER_TURN)) {
      this.#position.seq = entry.seq;
      text += this.#textEvent('entry', summaryText(entry));
      if (++count === PER_TURN || text.length >= ENOUGH) {
        this.wake();
        break;
      }
    }
    return text;
  }

  #steering(): string {
    if (this.#changed.size === 0) return '';
    const what = [...this.#changed];
    this.#changed.clear();
    return this.#event('steered', { what });
  }

  #event(name: string, data: object): string {
    return this.#textEvent(name, JSON.stringify(data));
  }

  #textEvent(name: string, data: string): string {
    return `event: ${name}\nid: ${this.of.idOf(this.#position)}\ndata: ${data}\n\n`;
  }
}
