// The resource over a Map, for node:http, Express and openapi-backend: no validation, the replies of the double.
import { KNOWN_ID, idOf } from './ids.mjs';

const stamp = () => new Date().toISOString();
const records = new Map();
const newestFirst = [];
let made = 0;

const shown = ({ config: { api_key, ...config }, ...record }) => ({
  ...record,
  config: { provider: config.provider, has_api_key: api_key !== null, ...config },
});

const problem = (status, title, detail, instance) => ({
  status,
  body: {
    type: `https://arize.com/docs/ax/rest-reference/errors#${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    status,
    detail,
    instance,
  },
});

const notFound = (id) =>
  problem(404, 'Resource not found', `The requested resource with ID '${id}' was not found.`, `/v2/integrations/${id}`);

export const unauthenticated = () =>
  problem(401, 'Authentication required', 'You must be authenticated to access this resource.', '/v2/integrations');

function add({ type, name, scopings, config }, id) {
  const now = stamp();
  const record = {
    id,
    type,
    name,
    scopings: scopings ?? [{ organization_id: null, space_id: null }],
    created_at: now,
    updated_at: now,
    created_by_user_id: 'VXNlcjoxOm5OYkM=',
    config: { is_default_models_enabled: false, is_function_calling_enabled: true, ...config },
  };
  records.set(id, record);
  newestFirst.push(id);
  return record;
}

export const create = (body) => ({
  status: 201,
  body: shown(add(body, idOf(++made))),
});

export function get(id) {
  const record = records.get(id);
  return record === undefined ? notFound(id) : { status: 200, body: shown(record) };
}

export function list(limit = 50, cursor = 0) {
  const integrations = [];
  for (let at = newestFirst.length - 1 - cursor; at >= 0 && integrations.length < limit; at--)
    integrations.push(shown(records.get(newestFirst[at])));
  const next = cursor + integrations.length;
  const more = next < newestFirst.length;
  const pagination = more ? { has_more: true, next_cursor: String(next) } : { has_more: false };
  return { status: 200, body: { integrations, pagination } };
}

export function patch(id, { type, config, ...rest }) {
  const record = records.get(id);
  if (record === undefined) return notFound(id);
  if (type !== record.type)
    return problem(422, 'Unprocessable Entity', 'One or more fields failed validation.', `/v2/integrations/${id}`);
  const changed = { ...record, ...rest, config: { ...record.config, ...config }, updated_at: stamp() };
  records.set(id, changed);
  return { status: 200, body: shown(changed) };
}

const example = (name) => ({ type: 'llm', name, config: { provider: 'openAI', api_key: 'k' } });
add(example('Production OpenAI'), KNOWN_ID);
for (let i = 1; i < Number(process.env.RECORDS ?? 1); i++) create(example(`Integration ${i}`));
