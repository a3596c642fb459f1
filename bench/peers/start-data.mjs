// The same records for contestants that start from a file.
import { KNOWN_ID, idOf } from './ids.mjs';

const MADE = '2026-02-13T21:27:19.055Z';
const record = (id, name) => ({
  id,
  type: 'llm',
  name,
  scopings: [{ organization_id: null, space_id: null }],
  created_at: MADE,
  updated_at: MADE,
  created_by_user_id: 'VXNlcjoxOm5OYkM=',
  config: {
    provider: 'openAI',
    has_api_key: true,
    is_default_models_enabled: false,
    is_function_calling_enabled: true,
  },
});
const integrations = (count) => [
  record(KNOWN_ID, 'Production OpenAI'),
  ...Array.from({ length: count - 1 }, (_, i) => record(idOf(i + 1), `Integration ${i + 1}`)),
];

export const jsonServerData = (count) => JSON.stringify({ integrations: integrations(count) });

/** An environment with a data bucket and a CRUD route over it, which is how Mockoon keeps records. */
export async function mockoonData(count) {
  const { BuildCRUDRoute, BuildDatabucket, BuildEnvironment } = (await import('@mockoon/commons')).default;
  const environment = BuildEnvironment({ hasDefaultRoute: false, hasDefaultHeader: true });
  const bucket = { ...BuildDatabucket(), name: 'integrations', value: JSON.stringify(integrations(count)) };
  const route = BuildCRUDRoute();
  route.endpoint = 'v2/integrations';
  Object.assign(route.responses[0], { bodyType: 'DATABUCKET', databucketID: bucket.id, disableTemplating: true });
  return JSON.stringify({
    ...environment,
    data: [bucket],
    routes: [route],
    rootChildren: [{ type: 'route', uuid: route.uuid }],
  });
}
