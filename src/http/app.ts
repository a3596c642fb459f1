/** The double as an Express application: for supertest, or to be mounted in another. */
import express, { type Express } from 'express';
import type { Answerer } from './server.js';

export function createApp(answerer: Answerer): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use((request, response) => void answerer(request, response)());
  return app;
}
