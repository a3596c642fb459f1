/** Sends requests to a base URL, with a credential for every scheme that the document names. */
import { isObject, type Json } from '../../../src/grammar/json.js';
import type { Answer, Send } from './life.js';
import type { Request } from './samples.js';

export function sender(document: Json, base: string, send: typeof fetch = fetch): Send {
  const { headers, query } = credentials(document, 'test-key');
  return async (request) => {
    const url = new URL(base.replace(/\/$/, '') + filled(request));
    for (const [name, value] of [...Object.entries(request.query), ...Object.entries(query)])
      for (const one of [value].flat())
        url.searchParams.append(name, isObject(one) ? JSON.stringify(one) : String(one));
    const { body, type } = request.method === 'GET' ? {} : encoded(request);
    const reply = await send(url, {
      method: request.method,
      redirect: 'manual',
      headers: { ...headers, ...request.headers, ...(type !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    });
    return answerOf(reply);
  };
}

async function answerOf(reply: Response): Promise<Answer> {
  const text = await reply.text();
  const headers = Object.fromEntries(reply.headers);
  const isJson = (headers['content-type'] ?? '').includes('json');
  return {
    status: reply.status,
    headers,
    body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text,
  };
}

const filled = ({ path, params }: Request): string =>
  path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? 'missing')));

export function encoded({ body, contentType = 'application/json' }: Pick<Request, 'body' | 'contentType'>): {
  body?: string | FormData;
  type?: string;
} {
  if (body === undefined) return {};
  if (contentType.includes('urlencoded'))
    return { body: new URLSearchParams(flat(body, '')).toString(), type: contentType };
  if (contentType.includes('multipart')) {
    const form = new FormData();
    for (const [name, value] of Object.entries(isObject(body) ? body : {}))
      form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
    return { body: form };
  }
  return { body: /json|\*/.test(contentType) ? JSON.stringify(body) : String(body), type: contentType };
}

/** Brackets, as most servers of forms read them. */
function flat(value: unknown, at: string): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[at, String(value)]];
  const entries = Array.isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, item]) => flat(item, at === '' ? key : `${at}[${key}]`));
}

/** A credential for every scheme of the document. */
export function credentials(
  document: Json,
  token: string,
): { headers: Record<string, string>; query: Record<string, string> } {
  const headers: Record<string, string> = {};
  const query: Record<string, string> = {};
  const components = document['components'];
  const schemes = isObject(components) && isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  for (const scheme of Object.values(schemes)) {
    if (!isObject(scheme)) continue;
    const name = String(scheme['name']);
    if (scheme['type'] === 'apiKey' && scheme['in'] === 'header') headers[name.toLowerCase()] ??= token;
    else if (scheme['type'] === 'apiKey' && scheme['in'] === 'query') query[name] = token;
    else if (scheme['type'] === 'apiKey') headers['cookie'] = `${name}=${token}`;
    else if (String(scheme['scheme']).toLowerCase() === 'basic') headers['authorization'] ??= `Basic ${token}`;
    else headers['authorization'] = `Bearer ${token}`;
  }
  return { headers, query };
}
