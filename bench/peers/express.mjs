// Bare Express 5, written by hand as its documentation shows.
import express from 'express';
import { create, get, list, patch, unauthenticated } from './store.mjs';

const answer = (response, { status, body }) => {
  if (status >= 400) response.type('application/problem+json');
  response.status(status).json(body);
};

const app = express();
app.use((request, response, next) => {
  if (request.headers.authorization?.startsWith('Bearer ')) next();
  else answer(response, unauthenticated());
});
app.use(express.json());
app.get('/v2/integrations', ({ query }, response) =>
  answer(response, list(Number(query.limit ?? 50), Number(query.cursor ?? 0))),
);
app.post('/v2/integrations', ({ body }, response) => answer(response, create(body)));
app.get('/v2/integrations/:id', ({ params }, response) => answer(response, get(params.id)));
app.patch('/v2/integrations/:id', ({ params, body }, response) => answer(response, patch(params.id, body)));
app.listen(Number(process.env.PORT), '127.0.0.1');
