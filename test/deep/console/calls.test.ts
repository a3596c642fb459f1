/** The screen Calls in a real browser: each task from its start to its end. */
import { describeInBrowser, opened, type Opened } from '../../support/browser.js';

const INTEGRATION = '/arize/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const rows = (of: Opened) => of.page.locator('table.rows tbody tr[data-seq]');

describeInBrowser('Calls', () => {
  it('says what to do while it is empty, and sends the first call itself', async () => {
    const it = await opened({ args: ['arize'] });
    await it.view('calls');
    await it.page.getByText('No calls yet').waitFor();
    await expect(it.page.locator('pre').innerText()).resolves.toMatch(
      /^curl -s http:\/\/127\.0\.0\.1:\d+\/arize\/v2\/integrations/,
    );
    await it.page.getByRole('button', { name: 'Send it from here' }).click();
    await rows(it).first().waitFor();
    await expect(rows(it).first().innerText()).resolves.toContain('integrations_list');
    expect(it.errors).toEqual([]);
  });

  it('shows a call as it arrives, and why it was refused', async () => {
    const it = await opened({ args: ['arize'] });
    await it.view('calls');
    await it.page.getByText('No calls yet').waitFor();
    await it.send('PATCH', INTEGRATION, { type: 'agent', name: 'Renamed', config: { api_key: 'planted-secret' } });
    await rows(it).first().click();
    await it.page.waitForURL(/#\/default\/calls\/1$/);
    const pane = it.page.getByLabel('Entry 1, details');
    await pane.getByText('Type never changes: stored is "llm", sent was "agent"').waitFor();
    const text = await pane.innerText();
    expect(text).toContain('refusals.typeImmutable');
    expect(text).toContain('never changes; one that is not the stored one is refused with 422');
    expect(text).toMatch(/Near miss\s+type "agent" → "llm" would have been accepted/);
    expect(text).toMatch(/Changed\s+Nothing/);
    expect(text).toContain('"api_key": secret, not kept');
    await expect(pane.locator('mark').innerText()).resolves.toContain('"type": "agent"');
    expect(it.errors).toEqual([]);
  });

  it('shows what a call changed, before and after', async () => {
    const it = await opened({ args: ['spideriq'] });
    await it.send('PATCH', '/spideriq/api/v1/integrations/42', { is_active: false });
    await it.view('calls/1');
    const pane = it.page.getByLabel('Entry 1, details');
    await pane.locator('.chg').waitFor();
    await expect(pane.locator('.chg').innerText()).resolves.toMatch(/is_active\s+true → false/);
    await pane.getByRole('link', { name: 'integration 42' }).click();
    await it.page.waitForURL(/#\/default\/records\/spideriq\/demo\/integration\/42$/);
  });

  it('copies as curl and as test, with variables in place of secrets', async () => {
    const it = await opened({ args: ['arize'], permissions: ['clipboard-read', 'clipboard-write'] });
    await it.send('PATCH', `${INTEGRATION}?token=planted-secret`, {
      type: 'agent',
      config: { api_key: 'planted-secret' },
    });
    await it.view('calls/1');
    const copied = () => it.page.evaluate<string>('navigator.clipboard.readText()');
    await it.page.getByRole('button', { name: 'Copy as curl' }).click();
    await it.page.getByRole('button', { name: 'Copied' }).waitFor();
    const curl = await copied();
    expect(curl).toContain(`curl -s -X PATCH '${it.server.url}${INTEGRATION}?token='"$SECRET"`);
    expect(curl).toContain(`-H 'authorization: Bearer '"$CREDENTIAL"`);
    expect(curl).toContain(`"api_key":"'"$API_KEY"'"`);
    expect(curl).not.toContain('planted');
    await it.page.getByLabel('Entry 1, details').focus();
    await it.page.keyboard.press('t');
    while (!(await copied()).startsWith('expect'));
    expect(await copied()).toBe(
      `expect(double).toHaveReceived('arize.integrations_update', { body: { type: 'agent', config: { api_key: '[redacted]' } }, status: 422 });`,
    );
  });

  it('sends a call again, and asks for what the journal does not have', async () => {
    const it = await opened({ args: ['arize'] });
    await it.send('PATCH', INTEGRATION, { type: 'llm', name: 'Renamed', config: { api_key: 'planted-secret' } });
    await it.view('calls/1');
    await it.page.getByRole('button', { name: 'Send again…' }).click();
    const form = it.page.getByRole('form', { name: /^Send PATCH/ });
    await form.getByText('Replace each [redacted] with a value').waitFor();
    await expect(form.getByRole('button', { name: 'Send' }).isDisabled()).resolves.toBe(true);
    await form.getByLabel('authorization', { exact: true }).fill('Bearer demo-key');
    await form.getByLabel('Body').fill('{"type":"agent"}');
    await form.getByLabel('Body').press('Control+Enter');
    await form.getByRole('link', { name: 'Open #2' }).click();
    await it.page.getByLabel('Entry 2, details').getByText('Type never changes: stored').waitFor();
  });

  it('filters by values and by text, in the address too', async () => {
    const it = await opened({ args: ['arize', 'nairi'] });
    await it.send('GET', '/arize/v2/integrations');
    await it.send('GET', '/nairi/api/public/v1/integrations/llm');
    await it.send('PATCH', INTEGRATION, { type: 'agent', name: 'A needle in the body' });
    await it.view('calls');
    await rows(it).nth(2).waitFor();
    const filter = it.page.getByRole('combobox', { name: 'Filter calls' });
    await it.page.keyboard.press('/');
    await filter.fill('status:');
    await it.page.getByRole('option', { name: /status:422/ }).click();
    await it.page.waitForURL(/calls\?status=422$/);
    await expect(rows(it).count()).resolves.toBe(1);
    await it.page.getByRole('button', { name: 'Remove status:422' }).click();
    await filter.fill('vendor:nairi');
    await filter.press('Enter');
    await it.page.waitForURL(/calls\?vendor=nairi$/);
    await expect(rows(it).count()).resolves.toBe(1);
    await it.view('calls?text=needle');
    await rows(it).first().waitFor();
    await expect(rows(it).count()).resolves.toBe(1);
    await it.send('PATCH', INTEGRATION, { type: 'agent', name: 'Another NEEDLE' });
    await it.send('GET', '/arize/v2/integrations');
    await rows(it).nth(1).waitFor();
    await it.view('calls?status=418');
    await it.page.getByText('None of 5 entries matches').waitFor();
    await it.page.getByRole('button', { name: 'Clear the filter' }).click();
    await rows(it).nth(4).waitFor();
    expect(it.errors).toEqual([]);
  });

  it('pauses, continues and clears', async () => {
    const it = await opened({ args: ['arize'] });
    await it.send('GET', '/arize/v2/integrations');
    await it.view('calls');
    await rows(it).first().waitFor();
    await it.page.getByRole('button', { name: 'Pause' }).click();
    await it.send('GET', '/arize/v2/integrations');
    await it.page.getByText('1 new entry since the pause').waitFor();
    await expect(rows(it).count()).resolves.toBe(1);
    await it.page.getByRole('button', { name: 'Go on' }).click();
    await rows(it).nth(1).waitFor();
    await it.page.getByRole('button', { name: 'Clear…' }).click();
    await it.page.getByRole('button', { name: 'Clear', exact: true }).click();
    await it.page.getByText('No calls yet').waitFor();
    expect(await it.control('GET', '/sandboxes/default/journal')).toMatchObject({ count: 0 });
  });

  it('is used by keyboard alone', async () => {
    const it = await opened({ args: ['arize'] });
    for (const name of ['one', 'two', 'three']) await it.send('GET', `/arize/v2/${name}`);
    await it.view('calls');
    await rows(it).nth(2).waitFor();
    const focused = () => it.page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
    await it.page.keyboard.press('j');
    await it.page.locator('a[aria-label^="#3"]:focus').waitFor();
    await it.page.keyboard.press('ArrowDown');
    await it.page.locator('a[aria-label^="#2"]:focus').waitFor();
    expect(await focused()).toMatch(/^#2 GET \/arize\/v2\/two, 404/);
    await it.page.keyboard.press('Enter');
    await it.page.waitForURL(/calls\/2$/);
    // The address changes before the page has drawn the entry.
    await it.page.getByLabel('Entry 2, details').waitFor();
    await it.page.keyboard.press('j');
    await it.page.waitForURL(/calls\/1$/);
    await it.page.keyboard.press('Escape');
    await it.page.waitForURL(/calls$/);
    await it.page.keyboard.press('5');
    await it.page.waitForURL(/clock$/);
    await it.page.keyboard.press('?');
    await it.page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await it.page.getByLabel('Shortcuts of one key').uncheck();
    await it.page.keyboard.press('Escape');
    await it.page.keyboard.press('1');
    expect(await it.page.evaluate('location.hash')).toMatch(/clock$/);
  });
});
