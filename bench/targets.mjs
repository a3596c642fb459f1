// The targets, and whether they are met.
import { middle, ratioOf } from './statistics.mjs';
import { works } from './works.mjs';

const below = (title, limit, value, both = '') => ({ title, limit, value, both, met: value <= limit });
const atLeast = (title, limit, value) => ({ title, limit, value, both: '', met: value >= limit, least: true });

/** @returns { title, limit, least, value, both, met }[] of the sections that were measured */
export function targets({ speed, start, records, match, sandboxes }) {
  const rows = [];
  const ours = (figure, key) => middle(speed.samples.double?.[key], figure);
  const toFloor = (figure, key) => ours(figure, key) / middle(speed.samples['node-http']?.[key], figure);
  if (speed) {
    for (const [title, work] of [
      ['PATCH accepted', 'patch'],
      ['PATCH refused', 'refused'],
      ['GET one', 'get'],
    ])
      rows.push(
        below(
          `${title}, 50 connections: CPU per request to bare node:http`,
          1.5,
          toFloor('cpu', `${work} 50`),
          `${toFloor('rate', `${work} 50`).toPrecision(2)} of its requests a second`,
        ),
      );
    rows.push(
      atLeast(
        'PATCH, 50 connections: requests a second to Prism',
        10,
        ours('rate', 'patch 50') / middle(speed.samples.prism?.['patch 50'], 'rate'),
      ),
    );
  }
  rows.push(...againstBefore(speed, start));
  if (start) {
    const ratio = (figure) => middle(start.samples.double, figure) / middle(start.samples.express, figure);
    rows.push(
      below('cold start, five vendors, to the first answer: time to bare Express', 1.3, ratio('wall')),
      below('memory after start, five vendors: to bare Express', 1.4, ratio('memory')),
    );
  }
  if (records) {
    const at = (work, size) => middle(records.samples.double?.[`${work} ${size}`], 'cpu');
    for (const work of ['get', 'patch', 'create'])
      rows.push(below(`${work} at 100,000 records: CPU to that at 100`, 1.3, at(work, 100_000) / at(work, 100)));
    for (const [title, work] of [
      ['first', 'list'],
      ['middle', 'middle page'],
      ['last', 'last page'],
    ])
      rows.push(
        below(`${title} page of a list of 100,000: CPU to that of 100`, 1.5, at(work, 100_000) / at(work, 100)),
      );
  }
  if (match) rows.push(below('match with 1,000 operations: CPU to 10', 1.2, match.double[1000] / match.double[10]));
  if (sandboxes)
    rows.push(
      below('reset of a sandbox with 1,000 records, ms', 1, sandboxes.reset),
      below('a new sandbox, ms', 1, sandboxes.made),
      below('a new sandbox, KB', 50, sandboxes.empty),
    );
  return rows.filter((row) => Number.isFinite(row.value));
}

/** To the build given by --before: no more than 1.05 of its CPU, cold start and memory. */
function againstBefore(speed, start) {
  const limit = 1.05;
  const cpu = Object.keys(works).flatMap((work) =>
    [1, 50].map((count) =>
      below(
        `${work}, ${count} connection${count > 1 ? 's' : ''}: CPU per request to the build before`,
        limit,
        ratioOf(speed?.samples.double?.[`${work} ${count}`], speed?.samples.before?.[`${work} ${count}`], 'cpu'),
      ),
    ),
  );
  const startRatio = (figure) => ratioOf(start?.samples.double, start?.samples.before, figure);
  return [
    ...cpu,
    below('cold start: time to the build before', limit, startRatio('wall')),
    below('cold start: CPU to the build before', limit, startRatio('cpu')),
    below('memory after start: to the build before', limit, startRatio('memory')),
  ];
}
