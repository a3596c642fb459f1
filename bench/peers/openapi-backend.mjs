// openapi-backend on Express, as its README shows it, with handlers over a Map.
import { join } from 'node:path';
import express from 'express';
import { OpenAPIBackend } from 'openapi-backend';
import { create, get, list, patch, unauthenticated } from './store.mjs';

const answer = (response, { status, body }) => response.status(status).json(body);

const api = new OpenAPIBackend({
  definition: join(import.meta.dirname, '../../specs/arize/openapi.yaml'),
  // Without it the start fails: its own check refuses OpenAPI 3.1.
  quick: true,
  handlers: {
    integrations_list: ({ request: { query } }, _, response) =>
      answer(response, list(Number(query.limit ?? 50), Number(query.cursor ?? 0))),
    integrations_create: ({ request }, _, response) => answer(response, create(request.requestBody)),
    integrations_get: ({ request }, _, response) => answer(response, get(request.params.integration_id)),
    integrations_update: ({ request }, _, response) =>
      answer(response, patch(request.params.integration_id, request.requestBody)),
    validationFail: ({ validation }, _, response) => response.status(400).json({ err: validation.errors }),
    notFound: (_, __, response) => response.status(404).json({ err: 'not found' }),
    unauthorizedHandler: (_, __, response) => answer(response, unauthenticated()),
  },
  securityHandlers: {
    bearerAuth: ({ request }) => Boolean(request.headers.authorization?.startsWith('Bearer ')),
  },
});
await api.init();

const app = express();
app.use(express.json());
app.use((request, response) => api.handleRequest(request, request, response));
app.listen(Number(process.env.PORT), '127.0.0.1');
