/** Behavior of SpiderIQ alone: reports about all provider keys of a brand. */
import type { Json } from '../grammar/json.js';
import type { Change, Decision } from '../engine/model/call.js';
import type { DecideContext } from '../engine/model/vendor.js';
import { timestamp } from '../engine/values/timestamp.js';
import { get } from '../engine/values/paths.js';

const RESOURCE = 'integration';
/** Number of consecutive failures after which a key is no longer selected. */
const QUARANTINE = 3;

/** Active keys by health status, with a recommendation for each unhealthy one. */
export function health({ view }: DecideContext): Decision {
  const pool = view.page(RESOURCE, { where: (item) => item['is_active'] === true }).items;
  const inState = (state: string): Json[] => pool.filter((item) => item['health_status'] === state);
  const countIn = (state: string): number => inState(state).length;
  return {
    changes: [],
    values: {
      summary: {
        total: pool.length,
        healthy: countIn('healthy'),
        degraded: countIn('degraded'),
        unhealthy: countIn('unhealthy'),
      },
      integrations: pool.map(
        ({ id, provider_name, key_label, health_status, consecutive_failures, last_used_at, last_error }) => ({
          id,
          provider_name,
          key_label,
          health_status,
          consecutive_failures,
          last_used_at,
          last_error,
        }),
      ),
      recommendations: pool.filter((item) => item['health_status'] !== 'healthy').map(recommendation),
    },
  };
}

function recommendation({ id, provider_name, health_status, consecutive_failures }: Json): Json {
  const failures = Number(consecutive_failures);
  return {
    integration_id: id,
    provider_name,
    issue: `Key is ${String(health_status)} with ${failures} consecutive ${plural('failure', failures)}`,
    action:
      failures < QUARANTINE
        ? `Monitor closely. Will be quarantined after ${QUARANTINE - failures} more ${plural('failure', QUARANTINE - failures)}.`
        : 'Quarantined until a request succeeds. Check the key with the provider, or disable it.',
  };
}

const plural = (word: string, count: number): string => (count === 1 ? word : `${word}s`);

/** Copies the providers' billing figures to the cached ones. Spend limits take effect here. */
export function syncBilling({ view, input, now }: DecideContext): Decision {
  const { provider_name: provider } = input.query;
  const { items } = view.page(
    RESOURCE,
    provider === undefined ? {} : { where: (item) => item['provider_name'] === provider },
  );
  const at = String(timestamp(now, { precision: 'seconds' }));
  const synced = items.filter((item) => errorOf(item) === undefined);
  return {
    changes: synced.map((record): Change => ({
      resource: RESOURCE,
      id: String(record['id']),
      put: refreshed(record, at),
    })),
    values: {
      synced: synced.length,
      failed: items.length - synced.length,
      results: items.map((record) => result(record, at)),
      totalBalance: sumOf(synced, 'balance'),
      totalUsageMonth: sumOf(synced, 'usage_month'),
    },
  };
}

type Figure = 'balance' | 'usage_today' | 'usage_month';

const errorOf = (record: Json): unknown => get(record, 'billing.error') ?? undefined;

/** null: the provider reports none. */
function figure(record: Json, name: Figure): number | null {
  const value = get(record, `billing.${name}`);
  return typeof value === 'number' ? value : null;
}

const figures = (record: Json): Record<Figure, number | null> => ({
  balance: figure(record, 'balance'),
  usage_today: figure(record, 'usage_today'),
  usage_month: figure(record, 'usage_month'),
});

function result(record: Json, at: string): Json {
  const { id, provider_name } = record;
  const error = errorOf(record);
  if (error !== undefined) return { id, provider_name, status: 'failed', error, synced_at: at };
  const values = figures(record);
  const hasNoFigures = Object.values(values).every((item) => item === null);
  return {
    id,
    provider_name,
    status: 'success',
    ...values,
    synced_at: at,
    ...(hasNoFigures && { note: 'Provider does not expose billing API' }),
  };
}

function refreshed(record: Json, at: string): Json {
  const { balance, usage_today, usage_month } = figures(record);
  return {
    ...record,
    cached_balance: balance,
    cached_usage_today: usage_today,
    cached_usage_month: usage_month,
    billing_synced_at: at,
    spend_limit_exceeded: exceeds(
      record['spend_limit_amount'],
      record['spend_limit_period'] === 'daily' ? usage_today : usage_month,
    ),
  };
}

const exceeds = (limit: unknown, usage: number | null): boolean =>
  typeof limit === 'number' && usage !== null && usage > limit;

/** Rounded, because sums of binary fractions are inexact. */
const sumOf = (records: readonly Json[], name: Figure): number =>
  Number(records.reduce((sum, item) => sum + (figure(item, name) ?? 0), 0).toFixed(6));
