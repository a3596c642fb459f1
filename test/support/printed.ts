/** A document served alone, and with the behavior that `infer` prints beside it: what each replies to the same calls. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble } from '../../src/index.js';
import { infer } from '../../src/infer/infer.js';
import { readDocument } from '../../src/loading/document-file.js';
import { printBehavior } from '../../src/loading/print-behavior.js';
import { calls, lifeCycles } from './life/life.js';
import { sender } from './life/send.js';

interface Said {
  alone: string[];
  printed: string[];
}

/** @param text of the document @param end of its name: `json`, `yaml` */
export async function bothSay(text: string, end: string): Promise<Said> {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-printed-'));
  try {
    for (const name of ['alone', 'printed']) mkdirSync(join(directory, name));
    const file = (name: string): string => join(directory, name, `api.${end}`);
    writeFileSync(file('alone'), text);
    writeFileSync(file('printed'), text);
    const { document } = readDocument(file('alone'));
    const behavior = infer(document);
    writeFileSync(join(directory, 'printed/api.behavior.yaml'), printBehavior(behavior, ['as printed']));
    const say = async (name: string): Promise<string[]> => {
      const said: string[] = [];
      const double = await startDouble({
        specs: { api: file(name) },
        listen: false,
        clock: '2026-01-01T00:00:00Z',
        log: (line) => void said.push(line),
      });
      const telling: typeof fetch = async (input, init) => {
        const reply = await double.fetch(input, init);
        const headers = [...reply.headers].filter(([header]) => header !== 'x-stuntdouble-rule');
        said.push(JSON.stringify([init?.method, input, reply.status, headers, await reply.clone().text()]));
        return reply;
      };
      const send = sender(document, double.url('api'), telling);
      const judge = (): Promise<string[]> => Promise.resolve([]);
      await lifeCycles(document, behavior, send, judge);
      await calls(document, send, judge);
      await double.close();
      return said;
    };
    return { alone: await say('alone'), printed: await say('printed') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
