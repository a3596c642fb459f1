// Mutates the given files (by default those of the configuration) and writes the results of all runs to docs/mutation.md.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVERY, isInSample } from './sample.mjs';

const root = join(import.meta.dirname, '..');
const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: 'inherit' });
const only = process.argv.slice(2);

if (!existsSync(join(import.meta.dirname, 'node_modules')))
  run('npm', 'ci', '--prefix', 'mutation', '--no-audit', '--no-fund');
const mutate = only.length > 0 ? ['--mutate', only.join(',')] : [];
run('mutation/node_modules/.bin/stryker', 'run', 'mutation/stryker.config.mjs', ...mutate);

const { files } = JSON.parse(readFileSync(join(root, 'reports/mutation.json'), 'utf8'));
const all = Object.entries(files).map(([name, { mutants }]) => {
  const count = (...statuses) =>
    mutants.filter((mutant) => statuses.includes(mutant.status) && isInSample(mutant)).length;
  return { name, killed: count('Killed', 'Timeout'), survived: count('Survived'), unseen: count('NoCoverage') };
});
const total = all.reduce(
  (sum, item) => ({
    name: 'all',
    killed: sum.killed + item.killed,
    survived: sum.survived + item.survived,
    unseen: sum.unseen + item.unseen,
  }),
  { killed: 0, survived: 0, unseen: 0 },
);
const score = ({ killed, survived, unseen }) => ((100 * killed) / Math.max(1, killed + survived + unseen)).toFixed(1);
const shown = (item) => (item.killed + item.survived + item.unseen === 0 ? 'none tried' : `${score(item)} %`);
const { killed, survived, unseen } = total;
const tried = killed + survived + unseen;
const deviation = 196 * Math.sqrt((killed * (survived + unseen)) / tried ** 3);
const sample =
  EVERY === 1
    ? ''
    : `\n\nThis is a sample (\`STUNTDOUBLE_SAMPLE=${EVERY}\`: one of ${EVERY} mutants over all files, for a run of all takes many hours): the score of all lies within ${deviation.toFixed(1)} points of it with a probability of 95 %. Files with few mutants tell little alone.`;
const row = (item) => `| ${item.name} | ${shown(item)} | ${item.killed} | ${item.survived} | ${item.unseen} |`;
writeFileSync(
  join(root, 'docs/mutation.md'),
  `# Mutation

\`npm run mutation\` changes the engine and the store in every way that Stryker knows, one at a time, and runs the suites of the store, the engine, the grammar, the contract, the vendors and the laws until one notices; \`npm run mutation -- src/engine/refusals/explain.ts\` does so for some files and keeps what it knows of the others. Made by that script (last on ${new Date().toISOString().slice(0, 10)}); a mutant that made a loop go on forever counts as noticed.${sample}

| file | score | noticed | not noticed | not run by any test |
|---|---|---|---|---|
${[...all.sort((a, b) => (a.name < b.name ? -1 : 1)), total].map(row).join('\n')}
`,
);
console.log(`${score(total)} % of ${tried} mutants noticed`);
if (only.length === 0 && Number(score(total)) < 80) process.exit(1);
