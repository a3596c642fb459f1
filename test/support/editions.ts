/** Temporary directories of vendors with the vendor acme and files of its edition `acme@2`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { acme } from './acme.js';

const written: string[] = [];

/** Writes acme and other files, such as `acme@2/overlay.yaml`, into a new directory, which is removed after the test. */
export function specsWith(files: Readonly<Record<string, string>>): string {
  const specs = mkdtempSync(join(tmpdir(), 'stuntdouble-editions-'));
  written.push(specs);
  const all = Object.entries(acme).map(([name, text]) => [`acme/${name}`, text] as const);
  for (const [name, text] of [...all, ...Object.entries(files)]) {
    mkdirSync(dirname(join(specs, name)), { recursive: true });
    writeFileSync(join(specs, name), text);
  }
  return specs;
}

afterEach(() => {
  for (const specs of written.splice(0)) rmSync(specs, { recursive: true });
});

export const overlay = (actions: string): string =>
  `overlay: 1.0.0\ninfo: { title: Changes, version: '2' }\nactions:\n${actions.replace(/^/gm, '  ')}\n`;

/** A third kind, a list with its total, no deletes; names may be equal. */
export const acme2 = {
  'acme@2/overlay.yaml': overlay(`
- { target: $.components.schemas.*.properties.kind.enum, update: cool }
- target: $.components.schemas.GadgetList
  update: { required: [total], properties: { total: { type: integer } } }
- { target: "$.paths['/gadgets/{id}'].delete", remove: true }`),
  'acme@2/behavior.yaml': `stuntdouble: 1
extends: base
resources:
  gadget: { unique: null }
operations:
  listGadgets:
    { verb: list, resource: gadget, reply: { gadgets: $items, total: $total }, evidence: { documented: E1 } }
dialect:
  refusals: { conflict: null }
`,
  'acme@2/SOURCES.md': '- **E1** The list has its total.\n',
};
