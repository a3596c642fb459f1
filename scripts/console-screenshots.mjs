// Writes docs/console/: each screen of the console in both themes. Needs Chromium; runs from dist/.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import ensureBuilt from './ensure-built.mjs';

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs/console');
const executablePath = [process.env.STUNTDOUBLE_BROWSER, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file !== undefined && existsSync(file),
);
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1'];
const INTEGRATION = '/arize/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';

await ensureBuilt();
const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-screenshots-'));
// The default ports, so that the commands at the foot are as short as those of most readers.
const server = spawn(
  process.execPath,
  [join(root, 'dist/cli.cjs'), 'serve', '--json', '--clock', '2026-11-21T09:04:00Z'],
  {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
try {
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    server.once('exit', () => reject(new Error('the server did not start: are the ports 4010 and 4011 free?')));
  });
  const { url, control } = JSON.parse(line);
  const first = await fill(url, control);
  await draw(control, first);
} finally {
  server.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}

/** Calls, faults and records to show. @returns the number of the refused call that is shown open */
async function fill(url, control) {
  const send = (method, path, body, token = 'demo-key') =>
    fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }).then(
      (reply) => reply.text(),
      () => undefined,
    );
  const steer = (method, path, body) =>
    fetch(`${control}/sandboxes/default/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const tick = (advance) => steer('PATCH', 'clock', { advance });
  await send('GET', '/arize/v2/integrations');
  await tick('2s');
  await send('POST', '/nairi/api/public/v1/integrations/llm', { name: 'Second', type: 'anthropic', apiKey: 'sk-1' });
  await send('GET', '/nairi/api/public/v1/integrations/llm');
  await tick('4s');
  await send('PATCH', '/spideriq/api/v1/integrations/42', { daily_limit: 20_000, minute_limit: 200 });
  await send('PATCH', '/spideriq/api/v1/integrations/42', { provider_name: 'new' });
  await tick('11s');
  await send('PATCH', '/spideriq/api/v1/integrations/42', { spend_limit_amount: 1000, spend_limit_action: 'block' });
  await steer('POST', 'faults', { operation: 'arize.integrations_update', refuse: 'rateLimited', times: 2 });
  await send('PATCH', INTEGRATION, { type: 'llm', name: 'Renamed' });
  await tick('1s');
  await send('PATCH', INTEGRATION, { type: 'llm', name: 'Renamed' });
  await send('PATCH', INTEGRATION, { type: 'llm', name: 'Renamed' });
  await steer('POST', 'faults', { operation: 'arize.integrations_create', drop: 'after', times: 1 });
  await tick('3s');
  await send('POST', '/arize/v2/integrations', {
    type: 'llm',
    name: 'Dropped',
    scopings: [{ organization_id: null, space_id: null }],
    config: { provider: 'openAI', api_key: 'sk-2' },
  });
  await send('GET', '/arize/v2/integration');
  await send('DELETE', '/arize/v2/integrations/RW50aXR5OjEyMzQ1');
  await send('PUT', INTEGRATION, {});
  await steer('POST', 'faults', { operation: 'spideriq.listIntegrations', delay: { uniform: [10, 30] } });
  await tick('5s');
  await send('GET', '/spideriq/api/v1/integrations');
  await send('PATCH', '/spideriq/api/v1/integrations/42', { is_active: false });
  await send('PATCH', '/spideriq/api/v1/integrations/42', { is_active: 'maybe' });
  await steer('POST', 'faults', { operation: 'nairi.listLlmIntegrations', status: 503, times: 1, after: 2 });
  await steer('PUT', 'limits/respan', { enabled: true });
  await tick('7s');
  await send('PATCH', INTEGRATION, {
    type: 'agent',
    name: 'Renamed',
    scopings: [{ organization_id: null, space_id: null }],
    config: { provider: 'openAI', api_key: 'sk-3', is_default_models_enabled: true },
  });
  const { last } = await (await fetch(`${control}/sandboxes/default/journal?limit=1`)).json();
  await tick('2s');
  await send('GET', INTEGRATION);
  return last;
}

async function draw(control, refused) {
  const views = {
    calls: 'calls',
    call: `calls/${refused}`,
    records: 'records/spideriq/demo/integration/42',
    vendors: 'vendors/arize/integrations_update',
    faults: 'faults?operation=arize.integrations_update&refuse=conflict',
    clock: 'clock',
  };
  mkdirSync(target, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
    for (const [name, view] of Object.entries(views)) {
      await page.goto(`${control}/#/default/${view}`);
      await page.locator('.conn', { hasText: 'Live' }).waitFor();
      // What is drawn with the last reply has no sign of its own.
      await page.waitForTimeout(1000);
      await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`) });
    }
    await page.close();
  }
  await browser.close();
}
