/** The double as an Express application, for supertest or for mounting in another application. */
import express, { type Express } from 'express';
import { isParsed, MOUNTED_BEHIND_PARSER } from './mounted.js';
import type { Answerer } from './server.js';

/** @param warn called once, for the first request whose body another parser has already read */
export function createApp(answerer: Answerer, warn: (text: string) => void): Express {
  let isWarned = false;
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use((request, response) => {
    if (!isWarned && isParsed(request)) {
      isWarned = true;
      warn(MOUNTED_BEHIND_PARSER);
    }
    void answerer(request, response)();
  });
  return app;
}
