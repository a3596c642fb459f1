import { controlled } from '../support/control.js';
import { client } from '../support/double.js';

const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';

it('reports that it is live and ready', async () => {
  const { call } = await controlled({ vendors: ['arize'] });
  expect((await call('GET', '/health/live')).body).toEqual({ status: 'ok' });
  expect((await call('GET', '/health/ready')).body).toEqual({ status: 'ok' });
});

it('is ready without a socket of the vendors, since fetch and app need none', async () => {
  const { call } = await controlled({ vendors: ['arize'], listen: false });
  expect((await call('GET', '/health/ready')).status).toBe(200);
});

it('counts requests, refusals, latency, accounts, records and sandboxes, from the first call on', async () => {
  const { call, double } = await controlled({ vendors: ['arize', 'spideriq'] });
  const target = client(double, 'arize');
  await target.call('get', one);
  await target.call('patch', one, { type: 'llm', name: 'Renamed' });
  await target.call('patch', one, { type: 'agent' });
  await target.as('somebody-else').call('get', '/nowhere');
  double.sandbox('w').clock.now();
  double.sandbox('w').reset();
  const { headers, text } = await call('GET', '/metrics');
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  for (const line of [
    'stuntdouble_requests_total{vendor="arize",operation="integrations_get",status="200"} 1',
    'stuntdouble_requests_total{vendor="arize",operation="integrations_update",status="200"} 1',
    'stuntdouble_requests_total{vendor="arize",operation="integrations_update",status="422"} 1',
    'stuntdouble_requests_total{vendor="arize",operation="none",status="404"} 1',
    'stuntdouble_refusals_total{vendor="arize",reason="immutable"} 1',
    'stuntdouble_refusals_total{vendor="arize",reason="noSuchRoute"} 1',
    'stuntdouble_request_duration_seconds_count{vendor="arize"} 4',
    'stuntdouble_accounts 1',
    'stuntdouble_records 2',
    'stuntdouble_sandboxes 2',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/# TYPE stuntdouble_violations_total counter/);
  expect(text).toMatch(/process_resident_memory_bytes [1-9]\d{6,}/);
});

it('has a cumulative histogram of durations, with their sum', async () => {
  const { call, double } = await controlled({ vendors: ['arize'] });
  for (let calls = 0; calls < 3; calls++) await client(double, 'arize').call('get', one);
  const lines = (await call('GET', '/metrics')).text.split('\n').filter((line) => line.includes('request_duration'));
  const values = lines.filter((line) => !line.startsWith('#')).map((line) => Number(line.split(' ').at(-1)));
  expect(lines.slice(0, 3)).toEqual([
    '# HELP stuntdouble_request_duration_seconds Time to compute the reply; excludes delays by faults',
    '# TYPE stuntdouble_request_duration_seconds histogram',
    expect.stringMatching(/^stuntdouble_request_duration_seconds_bucket\{vendor="arize",le="0\.0001"\} [0-3]$/),
  ]);
  const [sum = 0, count] = values.slice(-2);
  const buckets = values.slice(0, -2);
  expect(lines.at(-3)).toBe('stuntdouble_request_duration_seconds_bucket{vendor="arize",le="+Inf"} 3');
  expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
  expect(buckets.length).toBe(12);
  expect(count).toBe(3);
  const entries = double.journal.find();
  expect(sum).toBeCloseTo(entries.reduce((total, entry) => total + entry.duration, 0) / 1000, 6);
});

it('keeps the counts of two doubles in one process apart', async () => {
  const [a, b] = [await controlled({ vendors: ['arize'] }), await controlled({ vendors: ['arize'] })];
  await client(a.double, 'arize').call('get', one);
  expect((await a.call('GET', '/metrics')).text).toContain('operation="integrations_get",status="200"} 1');
  expect((await b.call('GET', '/metrics')).text).not.toContain('integrations_get');
});

it('keeps counters when a sandbox is reset', async () => {
  const { call, double } = await controlled({ vendors: ['arize'] });
  await client(double, 'arize').call('get', one);
  double.reset();
  expect((await call('GET', '/metrics')).text).toContain('operation="integrations_get",status="200"} 1');
});
