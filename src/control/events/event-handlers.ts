/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { realTimers } from '../../timers/real-timers.js';
import { SteeringError } from '../../world/steering-error.js';
import type { Sandbox } from '../../world/world.js';
import { sandboxNamed, sandboxOf } from '../find-named.js';
import type { Answer, Controlled, Handler, Request, Write } from '../operation.js';
import { EventStream, type StreamStart } from './event-stream.js';

/** Milliseconds between comments that keep a connection open. */
const HEARTBEAT_MS = 15_000;

export const eventHandlers = {
  followEvents: (on, request) => follow(on, sandboxOf(on, request), request),
  followSandbox: (on, request) =>
    follow(on, sandboxNamed(on, String(request.query['sandbox'] ?? 'default'), '/sandbox'), request),
} satisfies Record<string, Handler>;

function follow(on: Controlled, sandbox: Sandbox, request: Request): Answer {
  const start = startOf(on, sandbox, request);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    stream: (write) => sendEvents(new EventStream(start), write, request.gone),
  };
}

/** @throws SteeringError for a text that is not a position */
function startOf({ positions }: Controlled, sandbox: Sandbox, { query, headers }: Request): StreamStart {
  const { journal } = sandbox;
  const idOf: StreamStart['idOf'] = (position) => positions.text(journal, position);
  const latest = { cleared: journal.cleared, seq: journal.last };
  // Set by clients when they continue: newer than the address.
  const text = headers['last-event-id'] ?? query['after'];
  if (text === undefined) return { sandbox, position: latest, continued: true, idOf };
  const position = positions.parse(journal, String(text));
  if (position === undefined)
    throw new SteeringError('/after', 'not a position', 'use the id of an event, or `position` of the journal');
  if (position !== 'other') return { sandbox, position, continued: true, idOf };
  return { sandbox, position: { cleared: journal.cleared, seq: 0 }, continued: false, idOf };
}

/** Sends events until the client disconnects, the server stops, or the sandbox is removed. */
export async function sendEvents(stream: EventStream, write: Write, gone: AbortSignal): Promise<void> {
  const end = stream.listen((wake) => {
    const timer = realTimers.setInterval(wake, HEARTBEAT_MS).unref();
    return () => realTimers.clearInterval(timer);
  });
  const leave = (): void => stream.wake();
  gone.addEventListener('abort', leave);
  try {
    while (!gone.aborted) {
      const text = stream.take();
      if (text !== '') await write(text);
      if (stream.isOver) return;
      await stream.ready();
      // One batch for all calls of a turn of the event loop.
      await new Promise((resolve) => realTimers.setImmediate(resolve));
    }
  } finally {
    gone.removeEventListener('abort', leave);
    end();
  }
}
