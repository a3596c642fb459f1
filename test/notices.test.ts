/** THIRD-PARTY-NOTICES names each package that dist/ contains, with the text of its licence, and is packed. */
import './support/built.js';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { long } from './support/depth.js';
import { root } from './support/double.js';

interface Package {
  name: string;
  version: string;
  license: string;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const notices = read('THIRD-PARTY-NOTICES');
const bundled = new Set(
  readdirSync(join(root, 'dist'))
    .flatMap((file) => [...read(`dist/${file}`).matchAll(/^\/\/ (\S*node_modules\/(?:@[^/\n]+\/)?[^/\n]+)\//gm)])
    .map((item) => item[1] ?? ''),
);
const entries = [...bundled].map((directory) => {
  const { name, version, license } = JSON.parse(read(`${directory}/package.json`)) as Package;
  return { directory, title: `${name} ${version} (${license})` };
});

it('finds the packages of the bundle', () => {
  expect(bundled.size).toBeGreaterThan(50);
});

it.each(entries)('has the licence text of $title', ({ directory, title }) => {
  const file = readdirSync(join(root, directory)).find((item) => /^(licen[cs]e|copying)/i.test(item)) ?? '';
  const text = read(join(directory, file)).replaceAll('\r\n', '\n').trim();
  expect(notices).toContain(`\n${title}\n\n${text}\n`);
});

it('names no package besides', () => {
  const titles = [...notices.matchAll(/^-{80}\n\n(.+)$/gm)].map((item) => item[1]);
  expect(titles.sort()).toEqual(entries.map((entry) => entry.title).sort());
});

long('is in the tarball and in the image', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: root });
  const [{ files }] = JSON.parse(packed.toString()) as [{ files: { path: string }[] }];
  expect(files.map((file) => file.path)).toEqual(expect.arrayContaining(['LICENSE', 'THIRD-PARTY-NOTICES']));
  const image = read('Dockerfile').split('\nFROM ').at(-1);
  expect(image).toMatch(/^COPY --from=build .*\/THIRD-PARTY-NOTICES/m);
});
