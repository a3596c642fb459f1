/** The table of PITFALLS, "HTTP, as it should be", for every vendor over real sockets: in the vendor's dialect, and the next request is answered. */
import type { Operation } from '../../src/engine/model/contract.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { connect } from 'node:net';
import { sampleOf } from '../support/depth.js';
import { directories, lab, pathOf, vendorIn } from '../support/lab.js';
import { double, type Client, client } from '../support/double.js';
import { refusalRule } from '../../src/engine/refusals/refusal-reply.js';

/** What comes back for these bytes until the server closes, or until `enough` says that it is all there. */
function raw(port: number, bytes: string | Buffer, enough: (text: string) => boolean = () => false): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (enough(text)) socket.end();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', (error) => (text === '' ? reject(error) : resolve(text)));
  });
}

const status = (reply: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1]);

function operationWhere(vendor: Vendor, test: (operation: Operation) => boolean): Operation {
  const found = vendor.contract.operations.find(test);
  if (found === undefined) throw new Error(`${vendor.name} has no such operation`);
  return found;
}

describe.each(sampleOf(directories, 3).map((directory) => [directory.split('/').at(-1) ?? '', directory] as const))(
  '%s',
  (name, directory) => {
    const vendor: Vendor = vendorIn(directory);
    const showcase = operationWhere(vendor, (item) => item.id === vendor.behavior.showcase);
    const listing = operationWhere(
      vendor,
      (item) => item.method === 'GET' && item.parameters.length === 0 && item.security.length > 0,
    );
    const example = vendor.contract.tools.example(showcase);
    const path = pathOf(showcase, example.params);
    let target: Client;
    let port: number;
    beforeEach(async () => {
      const started = await double({ vendors: [name] });
      port = started.port ?? 0;
      target = client(started, name);
    });
    // Whatever came before: the double is there and answers, and its record is as it was.
    afterEach(async () => expect((await target.call('get', listing.path)).status).toBe(200));

    const words = (variant: string): number => refusalRule(vendor, variant).status;
    const head = (line: string, headers: string[] = []): string =>
      [
        `${line} HTTP/1.1`,
        'Host: localhost',
        'Authorization: Bearer test-key',
        'Connection: close',
        ...headers,
        '',
        '',
      ].join('\r\n');

    it.each([
      ['%ZZ', 'malformedUrl'],
      ['%', 'malformedUrl'],
      ['%E0%A4%A', 'malformedUrl'],
    ])('answers an id %s, which cannot be decoded, with a refusal', async (id, variant) => {
      if (showcase.parameters.length === 0) throw new Error('the showcase should name a record');
      const reply = await raw(port, head(`GET /${name}${path.replace(/\/[^/]+(\/?)$/, `/${id}$1`)}`));
      const known = vendor.contract.operations.some(
        (operation) => operation.method === 'GET' && operation.path === showcase.path,
      );
      expect(status(reply)).toBe(known ? words(variant) : words('methodNotAllowed'));
    });

    it('answers unknown paths, doubled slashes and dots in the vendor’s words for no such route', async () => {
      for (const odd of [
        '/nowhere',
        '//',
        `/${listing.path}`,
        `${listing.path}/../x/y/z`,
        `${listing.path}/a/b/c/d/e`,
        '/%2e%2e/%2e%2e/etc/passwd',
      ]) {
        const reply = await raw(port, head(`GET /${name}${odd}`));
        expect([odd, status(reply)]).toEqual([odd, words('noSuchRoute')]);
      }
    });

    it('answers a path of eight kilobytes', async () => {
      expect(status(await raw(port, head(`GET /${name}/${'x'.repeat(8192)}`)))).toBe(words('noSuchRoute'));
    });

    it('answers an undeclared method with 405 and Allow, and OPTIONS with 204 and Allow', async () => {
      const refused = await raw(port, head(`DELETE /${name}${listing.path}`));
      expect([status(refused), /^allow: (.*)$/im.exec(refused)?.[1]]).toEqual([
        words('methodNotAllowed'),
        expect.stringContaining('GET'),
      ]);
      const options = await raw(port, head(`OPTIONS /${name}${listing.path}`));
      expect([status(options), /^allow: (.*)$/im.exec(options)?.[1]]).toEqual([204, expect.stringContaining('GET')]);
    });

    it('answers HEAD as GET without the body', async () => {
      const reply = await raw(port, head(`HEAD /${name}${listing.path}`));
      expect([status(reply), reply.split('\r\n\r\n')[1]]).toEqual([200, '']);
      const { text } = await target.call('get', listing.path);
      expect(/^content-length: (\d+)$/im.exec(reply)?.[1]).toBe(String(Buffer.byteLength(text)));
    });

    it('puts no CR LF of a path or query into a header', async () => {
      const reply = await raw(port, head(`GET /${name}${path}x%0d%0aset-cookie:%20a=b?y=%0d%0aset-cookie:%20c=d`));
      expect(status(reply)).toBeLessThan(500);
      expect(reply.split('\r\n\r\n')[0]?.toLowerCase()).not.toContain('set-cookie');
    });

    it('answers too large headers and invalid HTTP, and keeps running', async () => {
      expect(status(await raw(port, head(`GET /${name}${listing.path}`, [`X-Large: ${'x'.repeat(20_000)}`])))).toBe(
        431,
      );
      expect(status(await raw(port, 'this is not http\r\n\r\n'))).toBe(400);
      expect(status(await raw(port, `GET /${name}${listing.path} HTTP/1.1\r\n\r\n`))).toBe(400);
    });

    if (showcase.mediaTypes) {
      it('refuses a body of one byte over a mebibyte, with or without a length, and survives an aborted one', async () => {
        const large = 'x'.repeat(1024 * 1024 + 1);
        const declared = await raw(
          port,
          `${head(`${showcase.method} /${name}${path}`, ['Content-Type: application/json', `Content-Length: ${large.length}`])}${large}`,
        );
        const chunked = await raw(
          port,
          `${head(`${showcase.method} /${name}${path}`, ['Content-Type: application/json', 'Transfer-Encoding: chunked'])}${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`,
        );
        expect([status(declared), status(chunked)]).toEqual([words('payloadTooLarge'), words('payloadTooLarge')]);
        const aborted = connect(port, '127.0.0.1');
        await new Promise<void>((resolve) =>
          aborted.write(
            `${head(`${showcase.method} /${name}${path}`, ['Content-Type: application/json', 'Content-Length: 1000'])}{"a"`,
            () => resolve(),
          ),
        );
        aborted.destroy();
      });

      it.each([
        ['a text', 'text/plain', '{}'],
        ['no type at all', undefined, '{}'],
        ['another charset', 'application/json; charset=latin1', '{}'],
        ['XML', 'application/xml', '<a/>'],
      ])('refuses a body as %s with 415', async (_, type, body) => {
        const reply = await raw(
          port,
          `${head(`${showcase.method} /${name}${path}`, [...(type === undefined ? [] : [`Content-Type: ${type}`]), `Content-Length: ${body.length}`])}${body}`,
        );
        expect(status(reply)).toBe(words('unsupportedMediaType'));
      });

      it('takes application/json with a charset of utf-8', async () => {
        const body = JSON.stringify(example.body);
        const reply = await raw(
          port,
          `${head(`${showcase.method} /${name}${path}`, ['Content-Type: Application/JSON; charset="UTF-8"', `Content-Length: ${Buffer.byteLength(body)}`])}${body}`,
        );
        expect(status(reply)).toBe(200);
      });
    }

    it('does not change the record when a request is refused', async () => {
      const bench = lab(vendor);
      const before = bench.dump();
      const wrongTypes = Object.keys(example.body as object).map((key) => ({
        ...(example.body as object),
        [key]: [[]],
      }));
      for (const body of [[], 1, null, 'x', ...wrongTypes]) {
        const answer = await bench.perform(showcase, {
          raw: Buffer.from(JSON.stringify(body)),
          type: 'application/json',
        });
        if (answer.status < 400) throw new Error(`${JSON.stringify(body)} was accepted: ${answer.text ?? ''}`);
      }
      expect(bench.dump()).toBe(before);
      expect(bench.complaints).toEqual([]);
    });
  },
);

it('answers a request for no vendor with a problem reply', async () => {
  const { double: started } = client(await double({ vendors: ['arize', 'nairi'] }), 'arize');
  const reply = await raw(started.port ?? 0, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect([status(reply), reply]).toEqual([404, expect.stringContaining('application/problem+json')]);
});
