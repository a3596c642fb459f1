// Scalar's mock server, which is a library: stateless, answers with the examples of the document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';

const document = readFileSync(join(import.meta.dirname, '../../specs/arize/openapi.yaml'), 'utf8');
const app = await createMockServer({ document });
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
