/** What `serve` prints: the ready line with the vendors, and the reloads. */
import { counted } from './count-text.js';
import type { Double } from '../double/api.js';
import { reloadText, type Reload } from '../double/watch/reloader.js';
import { editionNamed } from '../grammar/edition-name.js';
import { fakedLines } from './fake-report.js';
import type { ServeFlags } from './serve-flags.js';
import { leftOutLines } from './left-out-rules.js';
import { trustedFile } from './tls-flags.js';

/** A summary of the inferred behavior, and the commands that show more. */
function understoodLines(double: Double, name: string, sources: readonly string[]): readonly string[] {
  const lines = double.understood(name);
  if (lines.length === 0) return lines;
  const notes = double.notes(name, { examples: false }).length;
  const source = sources.length === 1 && sources[0] !== undefined ? sources[0] : 'FILE';
  return [
    ...lines,
    ...fakedLines(double.faked(name)),
    ...(notes > 0 ? [`${counted(notes, 'note')} on the document: see stuntdouble check ${source}`] : []),
    `what each operation does: stuntdouble explain ${source}`,
  ];
}

export function reportReload(reload: Reload, { json }: ServeFlags, out: (line: string) => void): void {
  const isProblem = 'problem' in reload;
  if (json) out(JSON.stringify({ event: isProblem ? 'notReloaded' : 'reloaded', ...reload }));
  else if (isProblem) process.stderr.write(`${reloadText(reload)}\n`);
  else out(reloadText(reload));
}

/** A URL for local clients, and the address that is bound, where they differ: `0.0.0.0`, the address of a host name. */
const addressText = (url: string, bound = ''): string =>
  url.endsWith(`//${bound}`) ? url : `${url} (bound to ${bound})`;

/** Whether it is an edition whose vendor is served as well. */
const isBesideBase = (name: string, { vendors }: Double): boolean => vendors.includes(editionNamed(name)?.base ?? '');

/** `5 vendors, one document and one edition` */
function countOf(double: Double): string {
  const editions = double.vendors.filter((name) => isBesideBase(name, double)).length;
  const documents = double.vendors.filter(
    (name) => !isBesideBase(name, double) && double.understood(name).length > 0,
  ).length;
  const counts = { vendor: double.vendors.length - editions - documents, document: documents, edition: editions };
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([one, count]) => (count === 1 ? `one ${one}` : `${count} ${one}s`));
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

export function announce(
  double: Double,
  flags: ServeFlags,
  sources: readonly string[],
  out: (line: string) => void,
): void {
  const urls = Object.fromEntries(double.vendors.map((name) => [name, double.url(name)]));
  const { control } = double;
  const ca = trustedFile(flags);
  if (flags.json) {
    const leftOut = Object.fromEntries(double.vendors.map((name) => [name, double.leftOut(name)]));
    const bound = { bound: double.bound ?? null, controlBound: double.controlBound ?? null };
    const ready = {
      event: 'ready',
      url: double.origin,
      control: control ?? null,
      console: double.console ?? null,
      ...bound,
      ...(ca !== undefined && { ca }),
      vendors: urls,
    };
    return out(JSON.stringify(flags.evidence === 'inferred' ? ready : { ...ready, leftOut }));
  }
  for (const name of double.vendors)
    for (const line of leftOutLines(name, double.leftOut(name))) process.stderr.write(`${line}\n`);
  out(
    `stuntdouble serves ${countOf(double)} on ${addressText(double.origin, double.bound)}${control === undefined ? '' : `, control on ${addressText(control, double.controlBound)}`}${double.console === undefined ? '' : `, console on ${double.console}`}${ca === undefined ? '' : `, CA certificate in ${ca}`}`,
  );
  for (const name of double.vendors.filter((item) => !isBesideBase(item, double))) {
    out('');
    out(`${name}  ${urls[name] ?? ''}${double.vendors.length === 1 ? `, also at ${double.origin}` : ''}`);
    for (const line of understoodLines(double, name, sources)) out(`  ${line}`);
    const line = double.curl(name, ca);
    if (line !== undefined) out(`  ${line}`);
    const editions = double.vendors.filter((item) => editionNamed(item)?.base === name);
    if (editions.length > 0) out(`  editions: ${editions.map((item) => double.url(item)).join(' ')}`);
  }
}
