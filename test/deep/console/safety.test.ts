/** Who and what the console keeps out: texts of callers, secrets, pages of other origins. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInBrowser, newPage, opened, scratch, settled, type Opened } from '../../support/browser.js';

/** Texts that run a script where a page takes them as HTML, as a URL, or as a template. */
const CORPUS = [
  '<script>stolen=1</script>',
  '<img src=x onerror="stolen=1">',
  '"><svg onload=stolen=1>',
  "'-stolen=1-'",
  'javascript:stolen=1',
  '</textarea><script>stolen=1</script>',
  '<iframe srcdoc="<script>parent.stolen=1</script>">',
  '{{constructor.constructor("stolen=1")()}}',
  '${stolen=1}',
  '<a href="data:text/html,<script>opener.stolen=1</script>">x</a>',
];

const title = `</title>${CORPUS[0] ?? ''}${CORPUS[1] ?? ''}`;

function documentFile(): string {
  const file = join(scratch(), 'shop.json');
  const item = {
    type: 'object',
    properties: { id: { type: 'string' }, name: { type: 'string' } },
    required: ['id', 'name'],
  };
  const reply = { description: title, content: { 'application/json': { schema: item } } };
  const body = {
    content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
  };
  writeFileSync(
    file,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title, version: '1', description: title },
      paths: {
        '/items': {
          get: {
            operationId: 'listItems',
            summary: title,
            responses: {
              200: { description: 'ok', content: { 'application/json': { schema: { type: 'array', items: item } } } },
            },
          },
          post: { operationId: 'createItem', summary: title, requestBody: body, responses: { 201: reply } },
        },
        '/items/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          get: { operationId: 'getItem', summary: title, responses: { 200: reply, 404: { description: 'no' } } },
        },
      },
    }),
  );
  return file;
}

/** `fetch` would encode the path. */
async function sendRaw({ server }: Opened, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.port, path }, (reply) => {
      reply.resume().once('end', resolve);
    });
    call.once('error', reject).end();
  });
}

/** Reads each view to its end, with all that it can open. */
async function visit(it: Opened, views: readonly string[]): Promise<string> {
  let html = '';
  for (const view of views) {
    await it.view(view);
    await it.page
      .locator('.conn')
      .filter({ hasText: /Live|Paused/ })
      .waitFor();
    await settled(it);
    for (const name of ['Send again…', 'Edit…', 'New record…', 'Snapshots']) {
      const button = it.page.getByRole('button', { name });
      if (await button.isVisible().catch(() => false)) await button.click().catch(() => undefined);
    }
    await it.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    html += await it.page.content();
    html += await it.page.evaluate<string>(
      "[...document.querySelectorAll('input, textarea')].map((field) => field.value).join(' ')",
    );
  }
  return html;
}

/** A snapshot of the page's heap, which has the texts of all its values. */
async function memoryOf({ page }: Opened): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const memory = chunks.join('');
  // It is the page's own: it has what the page shows.
  expect(memory).toContain('integrations_update');
  return memory;
}

describeInBrowser('Texts of callers', () => {
  it('stay texts in every field that a caller controls', async () => {
    const it = await opened({ args: [documentFile()] });
    for (const text of CORPUS) {
      await sendRaw(it, `/shop/items/${text.replaceAll(' ', '/')}/whose/end/is/cut/off`);
      await fetch(
        `${it.server.url}/shop/items/${encodeURIComponent(text)}?${encodeURIComponent(text)}=${encodeURIComponent(text)}`,
        {
          headers: { 'user-agent': text, 'x-request-id': text, accept: text },
        },
      );
      await fetch(`${it.server.url}/shop/items`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${text}` },
        body: JSON.stringify({ name: text, [text]: text }),
      });
    }
    const { entries } = (await it.control('GET', '/sandboxes/default/journal?limit=1000')) as {
      entries: { seq: number }[];
    };
    const calls = entries.map(({ seq }) => `calls/${seq}`);
    const first = CORPUS[1] ?? '';
    const html = await visit(it, [
      'calls',
      ...calls.slice(-9),
      'records',
      'vendors/shop',
      'vendors/shop/createItem',
      `vendors/${encodeURIComponent(first)}/${encodeURIComponent(first)}`,
      `calls?text=${encodeURIComponent(first)}&vendor=${encodeURIComponent(first)}`,
      `faults?operation=${encodeURIComponent(first)}`,
      `records/${[first, first, first, first].map(encodeURIComponent).join('/')}`,
    ]);
    expect(html).toContain('&lt;img src=x');
    expect(await it.page.evaluate("typeof stolen === 'undefined' && document.querySelectorAll('script').length")).toBe(
      1,
    );
    expect(it.errors.filter((text) => /Content.Security/i.test(text))).toEqual([]);
    expect(it.errors).toEqual([]);
  });

  it('cannot run through the address', async () => {
    const it = await opened({ args: ['nairi'] });
    for (const text of CORPUS) await it.view(`@${encodeURIComponent(text)}/calls/${encodeURIComponent(text)}`);
    await it.view('calls');
    await it.page.getByText('No calls yet').waitFor();
    expect(await it.page.evaluate('typeof stolen')).toBe('undefined');
  });
});

describeInBrowser('A secret', () => {
  it('is nowhere in the page, its requests and its storage', async () => {
    const it = await opened({ args: ['spideriq', 'arize'] });
    const secret = 'planted-secret-9f2c';
    const at = '/arize/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
    const replies: string[] = [];
    it.page.on(
      'response',
      (reply) =>
        void reply
          .text()
          .then((text) => replies.push(text))
          .catch(() => undefined),
    );
    await it.send(
      'PATCH',
      `${at}?api_key=${secret}`,
      { type: 'llm', name: 'One', config: { api_key: secret } },
      secret,
    );
    await it.send('PATCH', at, { type: 'agent', name: 'Two', config: { api_key: secret } });
    await it.send('PATCH', at, { type: 'llm', config: { api_key: secret } });
    await it.send('GET', '/spideriq/api/v1/integrations', undefined, secret);
    const html = await visit(it, [
      'calls',
      'calls/1',
      'calls/2',
      'calls/3',
      'calls/4',
      'records/arize/demo/integration/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==',
      'vendors/arize/integrations_update',
    ]);
    const stored = await it.page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(html.length).toBeGreaterThan(10_000);
    expect(replies.length).toBeGreaterThan(20);
    for (const place of [await memoryOf(it), html, stored, ...it.requests, ...replies])
      expect(place).not.toContain(secret);
  });

  it('asks for the token once, and keeps it for the tab alone and in no address', async () => {
    const it = await opened({ args: ['nairi', '--control-token', 'planted-token'], token: 'planted-token' });
    await it.view('calls');
    const field = it.page.getByLabel('Token', { exact: true });
    await field.fill('wrong');
    await it.page.getByRole('button', { name: 'Go on' }).click();
    await it.page.getByText('That is not the token of this control side.').waitFor();
    await field.fill('planted-token');
    await it.page.getByRole('button', { name: 'Go on' }).click();
    await it.page.getByText('No calls yet').waitFor();
    await it.page.reload();
    await it.page.getByText('No calls yet').waitFor();
    expect(it.page.url()).not.toContain('planted');
    expect(it.requests.join('\n')).not.toContain('planted');
    expect(await it.page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain('planted');
    expect(await it.page.content()).not.toContain('planted');
    const other = await newPage();
    await other.goto(`${it.server.control}/`);
    await other.getByLabel('Token', { exact: true }).waitFor();
  });
});

describeInBrowser('A page of another origin', () => {
  it('can neither read nor trigger anything', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.send('GET', '/nairi/api/public/v1/integrations/llm');
    const foreign = createServer((_, reply) => void reply.setHeader('content-type', 'text/html').end('<body></body>'));
    await new Promise<void>((resolve) => void foreign.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = foreign.address() as AddressInfo;
      for (const host of ['localhost', '127.0.0.1']) {
        const page = await newPage();
        await page.goto(`http://${host}:${port}/`);
        const outcome = await page.evaluate<string[]>(attack(it.server.control));
        expect(outcome).toEqual(outcome.map(() => 'refused'));
        expect(outcome.length).toBeGreaterThan(8);
      }
    } finally {
      foreign.closeAllConnections();
      foreign.close();
    }
    expect(await it.control('GET', '/sandboxes')).toMatchObject({
      sandboxes: [{ name: 'default', calls: 1, faults: 0 }],
    });
    expect(await it.control('GET', '/sandboxes/default/clock')).toMatchObject({ now: '2026-11-21T09:00:00.000Z' });
  });
});

/** Each way in which a page can send a request to another origin. */
const attack = (control: string): string => `(async () => {
  const control = ${JSON.stringify(control)};
  const refused = (promise) => promise.then((value) => 'read ' + value, () => 'refused');
  const json = { 'content-type': 'application/json' };
  const read = (path, init) => refused(fetch(control + path, init).then(async (reply) => {
    // An opaque reply can neither be read nor told from a refusal.
    if (reply.type === 'opaque') throw new Error();
    return reply.status + (await reply.text()).slice(0, 40);
  }));
  const loaded = (tag, attributes) => refused(new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = () => resolve(tag);
    element.onerror = reject;
    document.body.append(element);
  }));
  const framed = () => refused(new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.onload = () => {
      try { resolve(frame.contentDocument.body.innerHTML); } catch (error) { reject(error); }
      if (frame.contentDocument === null) reject(new Error());
    };
    frame.src = control + '/';
    document.body.append(frame);
  }));
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: control + '/sandboxes/default/reset', target: 'sink', enctype: 'text/plain' });
  const sink = Object.assign(document.createElement('iframe'), { name: 'sink' });
  document.body.append(sink, form);
  form.submit();
  navigator.sendBeacon(control + '/sandboxes/default/reset');
  return [
    await read('/sandboxes/default/journal'),
    await read('/sandboxes/default/journal', { mode: 'no-cors' }),
    await read('/sandboxes/default/events'),
    await read('/'),
    await read('/console.js'),
    await read('/sandboxes/default/reset', { method: 'POST' }),
    await read('/sandboxes/default/reset', { method: 'POST', mode: 'no-cors' }),
    await read('/sandboxes/default/clock', { method: 'PATCH', headers: json, body: '{"advance":"1h"}' }),
    await read('/sandboxes/default/faults', { method: 'POST', mode: 'no-cors', body: '{"operation":"listLlmIntegrations","status":500}' }),
    await loaded('script', { src: control + '/console.js' }),
    await loaded('link', { rel: 'stylesheet', href: control + '/console.css' }),
    await loaded('img', { src: control + '/console.svg' }),
    await framed(),
  ];
})()`;
