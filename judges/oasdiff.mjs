// oasdiff against the list of contract changes (test/diff/changes.yaml): its verdicts are those that the list states.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './tool.mjs';

const MODULE = 'github.com/oasdiff/oasdiff@v1.38.0';
const SKIPPED = 77;

const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-oasdiff-'));
try {
  process.exitCode = judge(directory);
} finally {
  // Go makes the files of its module cache read-only.
  spawnSync('chmod', ['-R', 'u+w', directory]);
  rmSync(directory, { recursive: true, force: true });
}

function judge(folder) {
  const program = install(folder);
  if (program === undefined) return SKIPPED;
  const read = (name) => parse(readFileSync(join(root, 'test/diff', name), 'utf8'));
  const [base, changes] = [read('base.yaml'), read('changes.yaml')];
  const wrong = changes.filter(({ name, oasdiff, patch }) => {
    const { verdict, text } = compare(program, folder, base, patched(base, patch));
    if (verdict !== oasdiff) console.log(`${name}: ${oasdiff} in the list, but oasdiff says ${verdict}\n${text}`);
    return verdict !== oasdiff;
  });
  const differing = changes.filter(({ diff, oasdiff }) => diff !== oasdiff);
  for (const { name, diff, oasdiff, reason } of differing)
    console.log(`${name}: ${diff}, oasdiff: ${oasdiff}. ${reason}`);
  console.log(
    `oasdiff: ${changes.length} changes, ${differing.length} judged in another way for a reason, ${wrong.length} wrong in the list`,
  );
  return wrong.length > 0 ? 1 : 0;
}

/** Builds the program in the folder; undefined: it cannot be built here. */
function install(folder) {
  // The names of settings that are not to be taken from the machine.
  const environment = { ...process.env, GOPATH: folder, GOBIN: join(folder, 'bin'), GOFLAGS: '-modcacherw' };
  const { status, stderr, error } = spawnSync('go', ['install', MODULE], { env: environment, encoding: 'utf8' });
  if (status === 0 && existsSync(join(folder, 'bin/oasdiff'))) return join(folder, 'bin/oasdiff');
  console.log(
    `skipped: ${error?.code === 'ENOENT' ? 'Go is not installed' : `${MODULE} cannot be built: ${stderr?.trim().split('\n').at(-1)}`}`,
  );
  return undefined;
}

/** JSON merge patch (RFC 7396). */
function patched(target, patch) {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const kept = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const entries = Object.entries({ ...kept, ...patch }).filter(([key]) => patch[key] !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key in patch ? patched(kept[key], patch[key]) : value]),
  );
}

/** Errors and warnings are breaking. */
function compare(program, folder, before, after) {
  const files = [before, after].map((document, at) => {
    const file = join(folder, `documents/${at}.json`);
    mkdirSync(join(folder, 'documents'), { recursive: true });
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const { status, stdout, stderr } = spawnSync(program, ['breaking', ...files, '--fail-on', 'WARN'], {
    encoding: 'utf8',
  });
  const verdict = status === 0 ? 'compatible' : status === 1 ? 'breaking' : 'nothing';
  return { verdict, text: stdout + stderr };
}
