// Who is measured. Each serves Arize's integrations; what it cannot do is said here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const peers = join(import.meta.dirname, 'peers');
const PATH = '/v2/integrations';
export const KNOWN_ID = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';

const version = (at) => JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).version;
const installed = (name) => version(join(peers, 'node_modules', name));

const byHand = (file) => ({
  command: () => [join(peers, file)],
  base: PATH,
  refused: 422,
});

const all = {
  double: {
    title: () => `stuntdouble ${version(root)}`,
    command: (port) => [join(root, 'dist/cli.cjs'), 'serve', '--port', String(port), '--control-port', '0', '--json'],
    base: `/arize${PATH}`,
    refused: 422,
    filledByCalls: true,
  },
  'node-http': { title: () => `bare node:http`, ...byHand('node-http.mjs') },
  express: { title: () => `bare Express ${installed('express')}`, ...byHand('express.mjs') },
};

/** @returns those named, or all, with their defaults. */
export const contestants = (names = Object.keys(all)) =>
  names.map((name) => {
    if (!(name in all)) throw new Error(`--only ${name}: there is ${Object.keys(all).join(', ')}`);
    return { name, first: `${all[name].base}/${KNOWN_ID}`, ...all[name], title: all[name].title() };
  });
