// The measurements as Markdown.
import { median } from './speed.mjs';

const FLOOR = 'node-http';

export const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((it) => `| ${it.join(' | ')} |`).join('\n');

const middle = (samples, figure) => (samples?.length ? median(samples.map((it) => it[figure])) : undefined);
const shown = (value, digits) => (value === undefined ? '–' : value.toFixed(digits));
const withRatio = (value, floor, digits) =>
  value === undefined ? '–' : `${value.toFixed(digits)}${floor ? ` (${(value / floor).toFixed(2)})` : ''}`;

export function speedTables(contestants, { samples, memory }) {
  const keys = [...new Set(contestants.flatMap(({ name }) => Object.keys(samples[name] ?? {})))];
  const of = (figure, digits) =>
    table(
      ['', ...keys.map((it) => it.replace(' ', ' · '))],
      contestants.map(({ name, title }) => [
        title,
        ...keys.map((key) =>
          withRatio(middle(samples[name]?.[key], figure), middle(samples[FLOOR]?.[key], figure), digits),
        ),
      ]),
    );
  const loads = Object.values(samples).flatMap((it) =>
    Object.values(it).flatMap((list) => list.map((one) => one.load)),
  );
  return [
    '## CPU of the server per request, µs (ratio to bare node:http), by work and connections',
    of('cpu', 1),
    '## Requests a second (ratio to bare node:http)',
    of('rate', 0),
    `The generator used at most ${(Math.max(0, ...loads) * 100).toFixed(0)} % of its core.`,
    '## Memory, MB',
    table(
      ['', 'after the first answer', 'after the load'],
      contestants.map(({ name, title }) => [
        title,
        shown(middle(memory[name], 'start'), 0),
        shown(middle(memory[name], 'load'), 0),
      ]),
    ),
  ];
}

export const startTable = (contestants, { samples }) =>
  [
    '## Cold start: from the spawn to the first answer (ratio to bare Express)',
    table(
      ['', 'ms', 'CPU ms', 'memory MB'],
      contestants.map(({ name, title }) => [
        title,
        ...['wall', 'cpu', 'memory'].map((it) => withRatio(middle(samples[name], it), middle(samples.express, it), 0)),
      ]),
    ),
  ].join('\n\n');
