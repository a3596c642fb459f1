/** The control listener. So far it only tells whether the double lives and is ready. */
import { createServer, type Server } from 'node:http';

export function createControlServer(isReady: () => boolean): Server {
  return createServer((request, response) => {
    const send = (status: number, type: string, body: object): void => {
      const text = JSON.stringify(body);
      response
        .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
        .end(request.method === 'HEAD' ? undefined : text);
    };
    const problem = (status: number, title: string, detail: string): void =>
      send(status, 'application/problem+json', { type: 'about:blank', title, status, detail });
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path !== '/health/live' && path !== '/health/ready')
      return problem(404, 'Not found', 'The control side has /health/live and /health/ready.');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return problem(405, 'Method not allowed', 'Use GET.');
    }
    if (path === '/health/ready' && !isReady()) return problem(503, 'Not ready', 'The vendor port does not listen.');
    return send(200, 'application/json', { status: 'ok' });
  });
}
