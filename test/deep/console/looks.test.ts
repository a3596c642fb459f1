/** Each screen in both themes: no violation for axe-core, nothing beyond the edge of a narrow window. */
import { describeInBrowser, opened, settled, violations } from '../../support/browser.js';

const AT = '/arize/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const VIEWS = [
  'calls',
  'calls/2',
  'records/spideriq/demo/integration/42',
  'vendors/arize',
  'vendors/arize/integrations_update',
  'faults?operation=arize.integrations_update',
  'clock',
];

describeInBrowser.each(['light', 'dark'] as const)('In the %s theme', (colorScheme) => {
  it.each([1280, 400])('no screen of %s pixels has violations or scrolls sideways', async (width) => {
    const it = await opened({ args: ['arize', 'spideriq'], colorScheme, viewport: { width, height: 800 } });
    await it.send('GET', '/arize/v2/integrations');
    await it.send('PATCH', AT, { type: 'agent', name: 'Renamed' });
    await it.send('PATCH', '/spideriq/api/v1/integrations/42', { is_active: false });
    await it.control('POST', '/sandboxes/default/faults', {
      operation: 'arize.integrations_get',
      status: 503,
      times: 1,
    });
    await it.send('GET', AT);
    for (const view of VIEWS) {
      await it.view(view);
      await it.page.locator('.conn').filter({ hasText: 'Live' }).waitFor();
      await settled(it);
      expect([view, await violations(it.page)]).toEqual([view, []]);
      const beyond = await it.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect([view, beyond]).toEqual([view, 0]);
    }
    await it.page.keyboard.press('?');
    expect(await violations(it.page)).toEqual([]);
    expect(it.errors).toEqual([]);
  });

  it('what the page says when something is wrong has no violations', async () => {
    const it = await opened({ args: ['nairi', '--control-token', 't'], colorScheme, token: 't' });
    await it.view('calls');
    await it.page.getByLabel('Token', { exact: true }).waitFor();
    expect(await violations(it.page)).toEqual([]);
    await it.page.getByLabel('Token', { exact: true }).fill('t');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('No calls yet').waitFor();
    expect(await violations(it.page)).toEqual([]);
    await it.view('@nobody/calls/7');
    await it.page.getByText('There is no sandbox nobody.').waitFor();
    expect(await violations(it.page)).toEqual([]);
    await it.server.end();
    await it.view('calls');
    await it.page.getByText('Disconnected.').waitFor();
    expect(await violations(it.page)).toEqual([]);
  });
});
