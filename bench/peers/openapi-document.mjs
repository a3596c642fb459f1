// openapi-backend on Express for any document, as its README shows mocking: answers with the examples of the document.
// Usage: PORT=… node openapi-document.mjs FILE
import express from 'express';
import { OpenAPIBackend } from 'openapi-backend';

const api = new OpenAPIBackend({
  definition: process.argv[2],
  // Its own check of the document refuses OpenAPI 3.1.
  quick: true,
  handlers: {
    notImplemented: (context, _, response) => {
      const { status, mock } = context.api.mockResponseForOperation(context.operation.operationId);
      return response.status(status).json(mock);
    },
    validationFail: ({ validation }, _, response) => response.status(400).json({ err: validation.errors }),
    notFound: (_, __, response) => response.status(404).json({ err: 'not found' }),
  },
});
await api.init();

const app = express();
app.use(express.json(), express.urlencoded({ extended: true }));
app.use((request, response) => api.handleRequest(request, request, response));
app.listen(Number(process.env.PORT), '127.0.0.1');
