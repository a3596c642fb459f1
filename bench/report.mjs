// The measurements as Markdown.
import { SIZES, WORKS } from './records.mjs';
import { middle } from './statistics.mjs';
import { targets } from './targets.mjs';

const FLOOR = 'node-http';

/** @param left number of left-aligned columns */
export const table = (head, rows, left = 1) =>
  [head, head.map((_, i) => (i < left ? '---' : '---:')), ...rows].map((item) => `| ${item.join(' | ')} |`).join('\n');

const shown = (value, digits = 0) => (value === undefined ? '–' : value.toFixed(digits));
const withRatio = (value, floor, digits = 0) =>
  value === undefined ? '–' : `${value.toFixed(digits)}${floor ? ` (${(value / floor).toFixed(2)})` : ''}`;

const targetsPart = (results) => {
  const rows = targets(results);
  if (rows.length === 0) return [];
  return [
    '## Targets',
    table(
      ['', 'target', 'measured', ''],
      rows.map(({ title, limit, least, value, both, met }) => [
        title,
        `${least ? '≥' : '≤'} ${limit}`,
        `${value.toPrecision(3)}${both && `; ${both}`}`,
        met ? 'met' : '**not met**',
      ]),
    ),
  ];
};

function speedPart(contestants, { samples }) {
  const keys = [...new Set(Object.values(samples).flatMap(Object.keys))];
  const by = (figure, digits) =>
    table(
      ['', ...keys.map((key) => key.replace(' ', ' · '))],
      contestants.map(({ name, title }) => [
        title,
        ...keys.map((key) =>
          withRatio(middle(samples[name]?.[key], figure), middle(samples[FLOOR]?.[key], figure), digits),
        ),
      ]),
    );
  const loads = Object.values(samples).flatMap((sample) =>
    Object.values(sample)
      .flat()
      .map((one) => one.load),
  );
  return [
    '## CPU of the server per request, µs (to bare node:http), by work and connections',
    by('cpu', 1),
    '## Requests a second (to bare node:http)',
    by('rate', 0),
    `wrk used at most ${shown(Math.max(0, ...loads) * 100)} % of its core.`,
  ];
}

const startPart = (contestants, { samples }) => [
  '## Cold start: from the spawn to the first answer (to bare Express)',
  table(
    ['', 'ms', 'CPU ms', 'memory MB'],
    contestants.map(({ name, title }) => [
      title,
      ...['wall', 'cpu', 'memory'].map((item) => withRatio(middle(samples[name], item), middle(samples.express, item))),
    ]),
  ),
];

const memoryPart = (contestants, { memory }) => [
  '## Memory, MB: with 100 records, then after the load (all but the creates)',
  table(
    ['', 'at first', 'after the load'],
    contestants.map(({ name, title }) => [
      title,
      ...['start', 'load'].map((item) => shown(middle(memory[name], item))),
    ]),
  ),
];

const recordsPart = (contestants, { samples, memory }) => [
  '## Records: CPU of the server per request, µs (to that at 100), 50 connections; Mockoon and json-server 1',
  table(
    ['', 'records', ...WORKS, 'memory MB'],
    contestants
      .filter(({ name }) => samples[name])
      .flatMap(({ name, title }) =>
        SIZES.map((size) => [
          title,
          size.toLocaleString('en'),
          ...WORKS.map((work) =>
            withRatio(
              middle(samples[name][`${work} ${size}`], 'cpu'),
              middle(samples[name][`${work} ${SIZES[0]}`], 'cpu'),
              1,
            ),
          ),
          shown(memory[name]?.[size]),
        ]),
      ),
  ),
];

const matchPart = (match) => [
  '## Operations in the contract: CPU of a match, µs (to that with 10), over all of them in turn',
  table(
    ['', '10', '100', '1,000'],
    Object.entries(match).map(([name, times]) => [
      name,
      ...[10, 100, 1000].map((item) => withRatio(times[item] && times[item] / 1000, times[10] / 1000, 2)),
    ]),
  ),
];

const sandboxesPart = ({ made, madeWorst, empty, written, reset, resetWorst, before, after, one, all }) => [
  '## 1,000 sandboxes of five vendors',
  table(
    ['', 'median', 'worst'],
    [
      ['a new sandbox', `${made.toFixed(3)} ms`, `${madeWorst.toFixed(1)} ms`],
      ['the reset of one with 1,000 records', `${reset.toFixed(3)} ms`, `${resetWorst.toFixed(1)} ms`],
      ['memory of a new one', `${empty.toFixed(1)} KB`, ''],
      ['memory of one after a write, its journal among it', `${written.toFixed(1)} KB`, ''],
      ['memory of the process with one sandbox, and with 1,000 written to', `${shown(before)}, ${shown(after)} MB`, ''],
      ['CPU of a GET in one sandbox, and over 1,000 in turn', `${one.toFixed(1)}, ${all.toFixed(1)} µs`, ''],
    ],
  ),
];

/** All measurements, the targets first. */
export function report(contestants, results) {
  const { speed, start, records, match, sandboxes } = results;
  return [
    ...targetsPart(results),
    ...(speed ? [...speedPart(contestants, speed), ...memoryPart(contestants, speed)] : []),
    ...(start ? startPart(contestants, start) : []),
    ...(records ? recordsPart(contestants, records) : []),
    ...(match ? matchPart(match) : []),
    ...(sandboxes ? sandboxesPart(sandboxes) : []),
  ];
}
