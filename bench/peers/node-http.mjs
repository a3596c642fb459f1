// The baseline: the same work with node:http alone.
import { createServer } from 'node:http';
import { create, get, list, patch, unauthenticated } from './store.mjs';

const PATH = '/v2/integrations';

function answer(response, { status, body }) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function withBody(request, use) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => use(JSON.parse(Buffer.concat(chunks).toString())));
}

createServer((request, response) => {
  if (!request.headers.authorization?.startsWith('Bearer ')) return answer(response, unauthenticated());
  const { method, url } = request;
  if (url.startsWith(`${PATH}/`)) {
    const id = decodeURIComponent(url.slice(PATH.length + 1));
    if (method === 'GET') return answer(response, get(id));
    if (method === 'PATCH') return withBody(request, (body) => answer(response, patch(id, body)));
  } else if (url.startsWith(PATH)) {
    if (method === 'POST') return withBody(request, (body) => answer(response, create(body)));
    if (method === 'GET') {
      const query = new URLSearchParams(url.slice(PATH.length + 1));
      return answer(response, list(Number(query.get('limit') ?? 50), Number(query.get('cursor') ?? 0)));
    }
  }
  response.writeHead(404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
