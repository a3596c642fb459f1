/** A client of server-sent events. */
import { request, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { createInterface } from 'node:readline';

export interface ServerEvent {
  event: string;
  id: string;
  // The tests check the type.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
}

export interface Following {
  response: IncomingMessage;
  /** The next event; undefined: the stream has ended. */
  next: () => Promise<ServerEvent | undefined>;
  /** The next so many events. */
  some: (count: number) => Promise<ServerEvent[]>;
  /** Disconnects. */
  leave: () => void;
}

const open: ClientRequest[] = [];
afterEach(() => {
  for (const outgoing of open.splice(0)) outgoing.destroy();
});

export async function follow(control: string, path: string, headers: OutgoingHttpHeaders = {}): Promise<Following> {
  const outgoing = request(control + path, { headers, agent: false }).end();
  open.push(outgoing);
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    outgoing.once('response', resolve).once('error', reject),
  );
  const events = eventsIn(response);
  const next = async (): Promise<ServerEvent | undefined> => (await events.next()).value;
  return {
    response,
    next,
    async some(count) {
      const found: ServerEvent[] = [];
      for (let at = 0; at < count; at++) found.push((await next()) ?? { event: 'end of the stream', id: '', data: {} });
      return found;
    },
    leave: () => outgoing.destroy(),
  };
}

async function* eventsIn(response: IncomingMessage): AsyncGenerator<ServerEvent, undefined> {
  let fields: Record<string, string> = {};
  for await (const line of createInterface({ input: response })) {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
    if (line !== '') fields[name] = value;
    else if (fields['event'] === undefined) fields = {};
    else {
      const { event, id = '', data = 'null' } = fields;
      fields = {};
      yield { event, id, data: JSON.parse(data) };
    }
  }
  return undefined;
}
