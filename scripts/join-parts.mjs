// Joins the parts of dist/ that are always read together: reading fifty small files takes 7 ms of a cold start of 130.

const CALL = /require\("\.\/(part-\w+)\.cjs"\)/g;

/**
 * The parts that are read with these sources.
 * @param outputs of esbuild's metafile
 * @param sources paths from the root of entries and of modules that are loaded on demand
 */
export function partsReadWith(outputs, sources) {
  const found = new Set();
  const add = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path].imports)
      if (kind === 'import-statement' && outputs[next]) add(next);
  };
  for (const source of sources) {
    const path = Object.keys(outputs).find((candidate) => outputs[candidate].entryPoint === source);
    if (path === undefined) throw new Error(`no part of dist/ begins with ${source}`);
    add(path);
  }
  return [...found].map((path) => /part-\w+/.exec(path)?.[0]).filter(Boolean);
}

/**
 * @param texts file name → CommonJS text; changed in place
 * @param joined file name → names of its parts; a part belongs to the first file that names it
 */
export function joinParts(texts, joined) {
  const home = new Map();
  for (const [file, parts] of Object.entries(joined))
    for (const part of parts) if (!home.has(part)) home.set(part, file);
  const from = (file) => (text) =>
    text.replace(CALL, (call, part) => {
      const at = home.get(part);
      if (at === undefined) return call;
      return at === file ? `part("${part}")` : `require("./${at}").part("${part}")`;
    });
  for (const file of Object.keys(joined)) {
    const parts = [...home].filter(([, at]) => at === file).map(([part]) => part);
    const inFile = from(file);
    // In parentheses, V8 compiles a function with its file.
    const definitions = parts.map(
      (part) => `"${part}": (function (module, exports) {${inFile(texts.get(`${part}.cjs`))}}),`,
    );
    for (const part of parts) texts.delete(`${part}.cjs`);
    texts.set(file, [HEAD, ...definitions, '};', ''].join('\n'));
  }
  for (const [file, text] of texts) if (!(file in joined)) texts.set(file, from(file)(text));
}

const HEAD = `'use strict';
const loaded = {};
const part = (name) => (loaded[name] ??= run(parts[name]));
function run(define) {
  const module = { exports: {} };
  define(module, module.exports);
  return module.exports;
}
exports.part = part;
const parts = {`;
