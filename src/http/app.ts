/** The double as an Express application: for supertest, or to be mounted in another. */
import express, { type Express } from 'express';
import type { Listener } from './server.js';

export function createApp(listener: Listener): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(listener);
  return app;
}
