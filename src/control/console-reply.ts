/** Serves the files of the console. They contain no data, so they need no token; all other guards hold. */
import type { Answer, ConsoleFiles } from './operation.js';
import { Problem } from './problem.js';

/** By path: the name of the file and its media type. */
const FILES: ReadonlyMap<string, { name: string; type: string }> = new Map([
  ['/', { name: 'console.html', type: 'text/html; charset=utf-8' }],
  ['/console.js', { name: 'console.js', type: 'text/javascript; charset=utf-8' }],
  ['/console.css', { name: 'console.css', type: 'text/css; charset=utf-8' }],
  ['/console.svg', { name: 'console.svg', type: 'image/svg+xml' }],
]);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/**
 * @returns undefined if the path is not one of the console
 * @throws Problem for a method other than GET and HEAD
 */
export function consoleReply(files: ConsoleFiles, method: string, path: string): Answer | undefined {
  const file = FILES.get(path);
  if (file === undefined) return undefined;
  if (method !== 'GET' && method !== 'HEAD')
    throw new Problem(405, 'Method not allowed', `${path} allows GET, HEAD, OPTIONS.`, [], {
      allow: 'GET, HEAD, OPTIONS',
    });
  return { status: 200, body: files(file.name), headers: { ...HEADERS, 'content-type': file.type } };
}
