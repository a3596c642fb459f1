/** Records, Vendors, Faults, Clock and the header in a real browser: each main task from its start to its end. */
import { join } from 'node:path';
import { root } from '../../support/double.js';
import { describeInBrowser, opened } from '../../support/browser.js';

interface Journal {
  entries: { kind: string; by?: string; changes: { resource: string; id: string; kind: string }[] }[];
}

describeInBrowser('Records', () => {
  it('edits a record, tells what the control side refuses, and shows the history', async () => {
    const it = await opened({ args: ['spideriq'] });
    await it.view('records');
    await it.page.getByRole('link', { name: '42', exact: true }).click();
    await it.page.waitForURL(/#\/default\/records\/spideriq\/demo\/integration\/42$/);
    await it.page.getByRole('button', { name: 'Edit…' }).click();
    const editor = it.page.getByRole('form', { name: 'integration 42' });
    const text = editor.getByLabel('integration 42');
    const typed = await text.inputValue();
    await text.fill(typed.replace('"is_active": true', '"is_active": "maybe"'));
    await editor.getByRole('button', { name: 'Save' }).click();
    await editor.getByRole('alert').filter({ hasText: '/is_active' }).waitFor();
    await expect(text.inputValue()).resolves.toContain('"maybe"');
    await text.fill(typed.replace('"is_active": true', '"is_active": false'));
    await expect(editor.locator('.command pre').innerText()).resolves.toContain(
      `records edit spideriq integration 42 '{"is_active":false}'`,
    );
    await text.press('Control+Enter');
    await it.page.getByText('by hand: console').waitFor();
    await expect(it.page.locator('.history').innerText()).resolves.toMatch(/is_active\s+true → false/);
    const journal = (await it.control('GET', '/sandboxes/default/journal?kind=change')) as Journal;
    expect(journal.entries).toMatchObject([{ kind: 'change', by: 'console', changes: [{ id: '42', kind: 'put' }] }]);
    expect(it.errors).toEqual([]);
  });

  it('creates and deletes a record', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.view('records/nairi/demo/integration');
    await it.page.getByRole('button', { name: 'New record…' }).click();
    const form = it.page.getByRole('form', { name: /^Fields of the new/ });
    await form.getByLabel(/^Fields/).fill('{"name":"Made by hand","type":"anthropic"}');
    await form.getByRole('button', { name: 'Create' }).click();
    await it.page.waitForURL(/records\/nairi\/demo\/integration\/.+/);
    await it.page.getByLabel('The record').getByText('"Made by hand"').waitFor();
    await it.page.getByRole('button', { name: 'Delete…' }).click();
    await it.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await it.page.waitForURL(/records\/nairi\/demo\/integration$/);
    await it.page.getByText('1–1 of 1').waitFor();
  });

  it('saves and restores a snapshot, and resets', async () => {
    const it = await opened({ args: ['spideriq'] });
    await it.view('records/spideriq/demo/integration/42');
    await it.page.getByRole('button', { name: 'Snapshots' }).click();
    await it.page.getByLabel('Name of the snapshot').fill('base');
    await it.page.getByRole('button', { name: 'Save' }).click();
    await it.page.getByText('base 2026-11-21').waitFor();
    await it.send('PATCH', '/spideriq/api/v1/integrations/42', { is_active: false });
    await it.page.getByLabel('The record').getByText('"is_active": false').waitFor();
    await it.page.getByRole('button', { name: 'Restore…' }).click();
    await it.page.getByRole('button', { name: 'Restore', exact: true }).click();
    await it.page.getByLabel('The record').getByText('"is_active": true').waitFor();
    await it.send('DELETE', '/spideriq/api/v1/integrations/43');
    await it.page.getByText('of 5').waitFor();
    await it.page.keyboard.press('Escape');
    await it.page.getByRole('button', { name: 'Reset…' }).click();
    await it.page.getByRole('button', { name: 'Reset default' }).click();
    await it.page.getByText('of 6').waitFor();
  });

  it('pages through many records', async () => {
    const it = await opened({ args: ['nairi'] });
    for (let at = 0; at < 120; at++)
      await it.control('POST', '/sandboxes/default/records/nairi/demo/integration', {
        name: `n${at}`,
        type: 'anthropic',
      });
    await it.view('records/nairi/demo/integration');
    await it.page.getByText('1–50 of 121').waitFor();
    await it.page.getByRole('button', { name: 'Next' }).click();
    await it.page.getByText('51–100 of 121').waitFor();
    await it.page.getByRole('button', { name: 'Next' }).click();
    await it.page.getByText('101–121 of 121').waitFor();
    await it.page.reload();
    await it.page.getByText('101–121 of 121').waitFor();
    await it.page.locator('table.records a.open').first().click();
    await it.page.getByRole('button', { name: 'Edit…' }).waitFor();
    await it.page.reload();
    await it.page.getByText('101–121 of 121').waitFor();
    await it.page.keyboard.press('Escape');
    await it.page.getByRole('button', { name: 'Previous' }).click();
    await it.page.getByText('1–50 of 121').waitFor();
    await it.page.getByRole('button', { name: 'Next' }).click();
    await it.page.getByText('51–100 of 121').waitFor();
    await it.page.getByRole('button', { name: 'Next' }).click();
    await it.page.getByText('101–121 of 121').waitFor();
    await expect(it.page.getByRole('button', { name: 'Next' }).isDisabled()).resolves.toBe(true);
    await it.page.getByRole('button', { name: 'Previous' }).click();
    await it.page.getByText('51–100 of 121').waitFor();
  });
});

describeInBrowser('Vendors', () => {
  it('explains an operation with its evidence, and tries it', async () => {
    const it = await opened({ args: ['arize'] });
    await it.view('vendors');
    await it.page.getByLabel('Filter operations').fill('integrations_update');
    await it.page
      .getByRole('navigation', { name: 'Operations' })
      .getByRole('link', { name: /integrations_update/ })
      .first()
      .click();
    const about = it.page.getByLabel('About integrations_update');
    await about.getByText('Changes one integration').waitFor();
    await expect(about.locator('.refusals tbody tr').first().innerText()).resolves.toMatch(/401\s+unauthenticated/);
    await expect(about.locator('.evs').innerText()).resolves.toMatch(/\d+ documented\s+\d+ client/);
    await it.page.getByRole('form').getByLabel('Body').fill('{"type":"llm","name":"Tried"}');
    await it.page.getByRole('button', { name: 'Send' }).click();
    await it.page.getByRole('link', { name: 'Open #1' }).click();
    await it.page.waitForURL(/calls\/1$/);
    await it.page.getByLabel('Entry 1, details').getByText('Answered by the rule integrations_update').waitFor();
    expect(it.errors).toEqual([]);
  });

  it('shows what the vendor states about an operation and no rule enforces, with the statement', async () => {
    const it = await opened({ args: ['langdock'] });
    await it.view('vendors/langdock/createIntegration');
    const shown = it.page.locator('section').filter({ hasText: 'Stated by the vendor and not enforced' }).last();
    await shown.getByText('A name with invalid characters is 400').waitFor();
    await shown.getByText('F13', { exact: true }).first().click();
    await shown.getByText('Invalid request body', { exact: false }).last().waitFor();
    expect(it.errors).toEqual([]);
  });

  it('shows the command explain only for vendors that commands know by name', async () => {
    const it = await opened({ args: ['nairi', join(root, 'docs/petstore.yaml')] });
    const foot = it.page.locator('footer code');
    await it.view('vendors/nairi');
    await foot.filter({ hasText: 'stuntdouble explain nairi' }).waitFor();
    await it.view('vendors/petstore/listPets');
    await foot.filter({ hasText: '/vendors/petstore/operations/listPets' }).waitFor();
    await it.view('vendors/petstore');
    await foot.filter({ hasText: /petstore\/operations$/ }).waitFor();
  });

  it('shows the words of refusals whole in a narrow window', async () => {
    const it = await opened({ args: ['spideriq'], viewport: { width: 400, height: 800 } });
    await it.view('vendors/spideriq/updateIntegration');
    await it.page.locator('.refusals tbody tr').first().waitFor();
    const cut = `[...document.querySelectorAll('.refusals th, .refusals td')].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)`;
    expect(await it.page.evaluate(cut)).toEqual([]);
  });

  it('leads from a refusal to a fault', async () => {
    const it = await opened({ args: ['arize'] });
    await it.view('vendors/arize/integrations_update');
    await it.page.getByTitle('Ask for conflict as a fault').click();
    await it.page.waitForURL(/faults\?operation=arize\.integrations_update&refuse=conflict$/);
    await it.page.getByRole('button', { name: 'Add fault' }).click();
    await it.page.getByRole('cell', { name: 'refuses: conflict' }).waitFor();
  });
});

describeInBrowser('Faults', () => {
  it('adds a fault, counts what has fired, and removes it', async () => {
    const it = await opened({ args: ['spideriq'] });
    await it.view('faults');
    await it.page.getByLabel('Operation').fill('spideriq.listIntegrations');
    await it.page.getByLabel('Bare 5xx').check();
    await it.page.getByLabel('Times that it fires').fill('0');
    await it.page.getByRole('button', { name: 'Add fault' }).click();
    await it.page.getByRole('alert').filter({ hasText: '/times' }).waitFor();
    await expect(it.page.getByLabel('Times that it fires').getAttribute('aria-invalid')).resolves.toBe('true');
    await it.page.getByLabel('Times that it fires').fill('1');
    await expect(it.page.locator('.command pre').innerText()).resolves.toContain(
      'stuntdouble faults add spideriq.listIntegrations --status 503 --times 1',
    );
    await it.page.getByRole('button', { name: 'Add fault' }).click();
    await it.page.getByRole('cell', { name: 'answers a bare 503' }).waitFor();
    expect((await it.send('GET', '/spideriq/api/v1/integrations')).status).toBe(503);
    await it.page.getByText('spent', { exact: true }).waitFor();
    await it.page.getByRole('button', { name: 'Remove fault-1' }).click();
    await it.page.getByText('No faults.').waitFor();
    expect(await it.control('GET', '/sandboxes/default/faults')).toEqual({ faults: [] });
  });

  it('offers only what can happen', async () => {
    const it = await opened({ args: ['arize'] });
    await it.view('faults');
    await it.page.getByLabel('Operation').fill('arize.integrations_list');
    const reason = it.page.getByLabel('Reason');
    await reason.locator('option', { hasText: 'rateLimited' }).waitFor({ state: 'attached' });
    const offered = await reason.locator('option').allInnerTexts();
    expect(offered.some((text) => text.includes('unauthenticated'))).toBe(true);
    expect(offered.filter((text) => /conflict|immutable/.test(text))).toEqual([]);
  });

  it('switches documented rate limits on and off', async () => {
    const it = await opened({ args: ['respan'] });
    await it.view('faults');
    const limits = it.page.getByLabel('Rate limits of respan');
    const saved = () => it.page.waitForResponse((reply) => reply.request().method() === 'PUT');
    await Promise.all([saved(), limits.click()]);
    expect(await it.control('GET', '/sandboxes/default/limits/respan')).toMatchObject({ enabled: true });
    await Promise.all([saved(), limits.click()]);
    expect(await it.control('GET', '/sandboxes/default/limits/respan')).toMatchObject({ enabled: false });
  });
});

describeInBrowser('Clock', () => {
  it('advances, sets, resumes and goes back to the time of the system', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.view('clock');
    const now = it.page.locator('.now');
    await now.filter({ hasText: '09:00:00.000' }).waitFor();
    await it.page.getByRole('button', { name: '+15m' }).click();
    await now.filter({ hasText: '09:15:00.000' }).waitFor();
    await it.page.getByLabel('Duration').fill('soon');
    await it.page.getByRole('button', { name: 'Advance' }).click();
    await it.page.getByRole('alert').filter({ hasText: '/advance' }).waitFor();
    await expect(it.page.getByLabel('Duration').inputValue()).resolves.toBe('soon');
    await it.page.getByLabel('Instant').fill('2026-12-31T23:59:50Z');
    await it.page.getByLabel('Instant').press('Enter');
    await now.filter({ hasText: '2026-12-31 23:59:50.000' }).waitFor();
    await it.page.getByRole('button', { name: 'Resume' }).click();
    await now.filter({ hasText: '2027-01-01' }).waitFor();
    await it.page.getByRole('button', { name: 'Freeze now' }).click();
    await it.page.getByText('It is frozen until').waitFor();
    await it.page.getByRole('button', { name: 'Back to the system’s time' }).click();
    await it.page.getByText('It shows the system’s time.').waitFor();
    expect(await it.control('GET', '/sandboxes/default/clock')).toMatchObject({ mode: 'system' });
  });
});

describeInBrowser('The header', () => {
  it('makes, enters and removes a sandbox', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.view('calls');
    await it.page.getByRole('button', { name: 'Sandbox: default' }).click();
    await it.page.getByLabel('Find or name a sandbox').fill('worker-1');
    await it.page.getByRole('button', { name: 'Create' }).click();
    await it.page.waitForURL(/#\/worker-1\/calls$/);
    await it.send('GET', '/@worker-1/nairi/x');
    await it.page.locator('tr[data-seq="1"]').waitFor();
    await it.page.getByRole('button', { name: 'Sandbox: worker-1' }).click();
    await it.page.getByRole('button', { name: 'Remove…' }).click();
    await it.page.getByRole('button', { name: 'Remove worker-1' }).click();
    await it.page.waitForURL(/#\/default\/calls$/);
    expect(await it.control('GET', '/sandboxes')).toMatchObject({ sandboxes: [{ name: 'default' }] });
  });

  it('keeps the theme and the form of the commands', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.view('faults');
    await it.page.getByLabel('Theme').selectOption('dark');
    await it.page.getByRole('group', { name: 'Form of the commands' }).getByRole('button', { name: 'curl' }).click();
    await it.page.reload();
    await it.page.getByText(`curl -s ${it.server.control}/sandboxes/default/faults`).waitFor();
    await expect(it.page.evaluate<string>('document.documentElement.dataset.theme')).resolves.toBe('dark');
    await expect(it.page.getByRole('link', { name: 'API document' }).getAttribute('href')).resolves.toBe(
      '/openapi.json',
    );
  });

  it('shows the command of an action that has the focus', async () => {
    const it = await opened({ args: ['nairi'] });
    await it.view('clock');
    await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
    await it.page.getByRole('button', { name: '+1h' }).focus();
    await it.page.locator('footer code').filter({ hasText: 'stuntdouble clock advance 1h' }).waitFor();
    await it.page.getByLabel('Duration').focus();
    await it.page.locator('footer code').filter({ hasText: 'stuntdouble clock show' }).waitFor();
  });

  it('shows the command of an action as it is now, and no longer than the action is there', async () => {
    const it = await opened({ args: ['spideriq'] });
    await it.view('faults');
    const limits = it.page.getByLabel('Rate limits of spideriq');
    await limits.click();
    const foot = it.page.locator('footer code');
    await foot.filter({ hasText: 'stuntdouble limits off spideriq' }).waitFor();
    await it.page.keyboard.press('5');
    await foot.filter({ hasText: 'stuntdouble clock show' }).waitFor();
    await it.view('records');
    await it.page.getByRole('button', { name: 'Snapshots' }).click();
    const name = it.page.getByLabel('Name of the snapshot');
    await name.fill('base');
    // A button that is off does not tell that the pointer is on it.
    await it.page.locator('button:enabled', { hasText: /^Save$/ }).hover();
    await foot.filter({ hasText: 'stuntdouble snapshot --name base' }).waitFor();
    await name.pressSequentially('2');
    await foot.filter({ hasText: 'stuntdouble snapshot --name base2' }).waitFor();
    await name.press('Escape');
    await foot.filter({ hasText: 'stuntdouble records' }).waitFor();
  });
});
