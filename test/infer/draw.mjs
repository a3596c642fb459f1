/**
 * Draws the operations that `labels.json` labels by hand: node test/infer/draw.mjs DIRECTORY
 * The share of each document and the seed are fixed, so the draw can be repeated and nobody chose the operations.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const shares = { petstore: 12, realworld: 12, resend: 28, asana: 36, stripe: 44, square: 34, twilio: 34 };
const files = {
  petstore: 'yaml',
  realworld: 'yaml',
  resend: 'json',
  asana: 'yaml',
  stripe: 'json',
  square: 'json',
  twilio: 'json',
};
const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

/** The generator mulberry32. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function draw(operations, count, seed) {
  const next = random(seed);
  const rest = [...operations];
  return Array.from({ length: count }, () => rest.splice(Math.floor(next() * rest.length), 1)[0]);
}

export function drawn(directory) {
  return Object.entries(shares).flatMap(([name, count], at) => {
    const text = readFileSync(join(directory, `${name}.${files[name]}`), 'utf8');
    const { paths } = files[name] === 'json' ? JSON.parse(text) : parse(text);
    const operations = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).flatMap((key) => (methods.includes(key) ? [`${key.toUpperCase()} ${path}`] : [])),
    );
    return draw(operations, count, 12 + at)
      .sort()
      .map((operation) => ({ document: name, operation }));
  });
}

if (process.argv[2]) for (const it of drawn(process.argv[2])) console.log(`${it.document} ${it.operation}`);
