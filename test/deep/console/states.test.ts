/** Bad input in a real browser: told in place, nothing lost, no blank page. */
import { describeInBrowser, opened } from '../../support/browser.js';

describeInBrowser('The console', () => {
  it('tells that a sandbox was removed elsewhere, keeps what it shows, and makes it again', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.send('GET', '/@worker-2/nairi/x');
    await it.view('@worker-2/calls');
    await it.page.locator('tr[data-seq="1"]').waitFor();
    await it.control('DELETE', '/sandboxes/worker-2');
    await it.page.getByText('There is no sandbox worker-2.').waitFor();
    await it.page.locator('tr[data-seq="1"]').waitFor();
    await it.page.getByRole('button', { name: 'Make worker-2' }).click();
    await it.page.getByText('No calls yet').waitFor();
    await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
  });

  it('tells that an open entry was evicted', async () => {
    const it = await opened({ args: ['nairi', '--journal-entries', '5'] });
    await it.send('GET', '/nairi/first');
    await it.view('calls/1');
    await it.page.getByLabel('Entry 1, details').getByText('noSuchRoute').first().waitFor();
    for (let at = 0; at < 6; at++) await it.send('GET', `/nairi/${at}`);
    await it.page.getByText('#1 is gone from the journal.').waitFor();
    await it.page.getByLabel('Entry 1, details').getByText('noSuchRoute').first().waitFor();
    await it.page.reload();
    await it.page.getByText('#1 is not in the journal.').waitFor();
  });

  it('says that a shared address is of an earlier journal', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.send('GET', '/nairi/first');
    await it.control('DELETE', '/sandboxes/default/journal');
    await it.send('GET', '/nairi/second');
    await it.view('calls/1?cleared=0');
    await it.page.getByText('This address is older than the journal.').waitFor();
    await it.view('calls');
    await it.page.locator('tr[data-seq="1"] a').click();
    await it.page.waitForURL(/calls\/1\?cleared=1$/);
  });

  it('shows the beginning of a reply of 10 MB and of binary bodies', async () => {
    const it = await opened({ args: ['nairi'], acceptDownloads: true });
    await it.send('GET', '/nairi/api/public/v1/integrations/llm');
    const body = 'x'.repeat(10 * 1024 * 1024);
    await it.page.route('**/journal/1', async (route) => {
      const reply = await route.fetch();
      const json = (await reply.json()) as { entry: { body?: unknown; reply: { body: unknown } } };
      json.entry.reply.body = { body };
      json.entry.body = '\u0000\u0001PNG\u0002';
      await route.fulfill({ response: reply, json });
    });
    await it.view('calls/1');
    const reply = it.page.getByLabel('Body of the reply');
    await reply.getByText('00000000  7b 22 62 6f').waitFor();
    await it.page.getByText('10.0 MiB · the first 512 bytes.').waitFor();
    await it.page.getByLabel('Body of the request').getByText('|..PNG.|').waitFor();
    const [download] = await Promise.all([
      it.page.waitForEvent('download'),
      it.page.getByRole('button', { name: 'Download all of it' }).last().click(),
    ]);
    expect(download.suggestedFilename()).toBe('body.json');
  });

  it('says what it needs where scripts do not run', async () => {
    const it = await opened({ args: ['nairi'], javaScriptEnabled: false });
    await it.view('calls');
    await it.page.getByText('The console needs JavaScript and a browser from 2024 or later').waitFor();
  });

  it('says what it needs in a browser without its CSS', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.page.addInitScript('CSS.supports = () => false');
    await it.view('calls');
    await it.page.getByText('The console needs JavaScript and a browser from 2024 or later').waitFor();
  });

  it.each(['localStorage', 'sessionStorage'])('works where the browser forbids the %s', async (name) => {
    const it = await opened({ args: ['nairi', '--control-token', 't'] });
    await it.page.addInitScript(
      `Object.defineProperty(window, '${name}', { get() { throw new DOMException('denied', 'SecurityError'); } })`,
    );
    await it.view('calls');
    await it.page.getByLabel('Token', { exact: true }).fill('t');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('No calls yet').waitFor();
    await it.page.getByLabel('Theme').selectOption('dark');
    expect(it.errors).toEqual([]);
  });

  it('shows a gap where entries were evicted before they could be read', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.send('GET', '/nairi/first');
    await it.page.route('**/events', async (route) => {
      const summary = {
        kind: 'call',
        vendor: 'nairi',
        method: 'GET',
        path: '/last',
        status: 404,
        rule: 'x',
        evidence: 'assumed',
        duration: 1,
        violations: 0,
        changes: [],
        at: '2026-11-21T09:00:00.000Z',
      };
      await route.fulfill({
        headers: { 'content-type': 'text/event-stream', 'x-stuntdouble': 'control' },
        body: `event: start\ndata: {"continued":true}\n\nevent: evicted\ndata: {"from":2,"to":40}\n\nevent: entry\ndata: ${JSON.stringify({ ...summary, seq: 41 })}\n\n`,
      });
    });
    await it.view('calls');
    await it.page.getByText('#2 to #40 left the journal before this page could show them').waitFor();
  });

  it('shows what the control side refuses, and keeps what was typed', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.view('calls');
    await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
    await it.page.getByRole('button', { name: 'Sandbox: default' }).click();
    const field = it.page.getByLabel('Find or name a sandbox');
    await field.fill('not a name');
    await it.page.getByRole('button', { name: 'Create' }).click();
    await it.page.getByRole('alert').filter({ hasText: '/name' }).waitFor();
    await expect(field.inputValue()).resolves.toBe('not a name');
  });

  it('tells a failure in its pane: the list stays, and the next entry opens', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.send('GET', '/nairi/first');
    await it.send('GET', '/nairi/second');
    await it.page.route('**/journal/1', async (route) => {
      const reply = await route.fetch();
      const json = (await reply.json()) as { entry: { changes: unknown } };
      json.entry.changes = null;
      await route.fulfill({ response: reply, json });
    });
    await it.view('calls/1');
    await it.page.getByLabel('Entry 1, details').getByText('The console failed here.').waitFor();
    await it.page.locator('tr[data-seq="2"] a').click();
    await it.page.getByLabel('Entry 2, details').getByText('noSuchRoute').first().waitFor();
    await expect(it.page.getByText('The console failed here.').count()).resolves.toBe(0);
  });

  it('leaves a field at Escape, and keeps what was typed', async () => {
    const it = await opened({ args: ['spideriq'] });
    await it.view('records/spideriq/demo/integration/42');
    await it.page.getByRole('button', { name: 'Edit…' }).click();
    const editor = it.page.getByRole('textbox', { name: 'integration 42' });
    await editor.fill('{"key_label":"Typed"}');
    await editor.press('Escape');
    await expect(editor.inputValue()).resolves.toBe('{"key_label":"Typed"}');
    await it.page.keyboard.press('Escape');
    await it.page.waitForURL(/integration$/);
  });

  it('asks for a body that is not in the journal', async () => {
    const it = await opened({ args: ['nairi'] });
    await fetch(`${it.server.url}/nairi/api/public/v1/integrations/llm`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-key', 'content-type': 'application/json' },
      body: '{"broken":',
    });
    await it.view('calls/1');
    await it.page.getByText('The body is not kept').waitFor();
    await it.page.getByRole('button', { name: 'Send again…' }).click();
    await it.page.getByText('The journal does not have the body: type it again.').waitFor();
  });
});
