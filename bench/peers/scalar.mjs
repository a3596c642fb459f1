// Scalar's mock server, which is a library, with its defaults. Usage: PORT=… node scalar.mjs [FILE]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';

const file = process.argv[2] ?? join(import.meta.dirname, '../../specs/arize/openapi.yaml');
const app = await createMockServer({ document: readFileSync(file, 'utf8') });
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
