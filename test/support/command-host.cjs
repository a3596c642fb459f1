// Runs commands of dist/ one after another in this process, as test/support/commands.ts sends them.
const { Writable } = require('node:stream');
const { main } = require('../../dist/main.cjs');

function collecting() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

async function run({ args, env, directory }) {
  const output = { stdout: collecting(), stderr: collecting() };
  for (const [name, { stream }] of Object.entries(output))
    Object.defineProperty(process, name, { value: stream, configurable: true });
  process.env = env;
  process.chdir(directory);
  const code = await main([process.execPath, 'stuntdouble', ...args]);
  process.send({ code, stdout: output.stdout.text(), stderr: output.stderr.text() });
}

let last = Promise.resolve();
process.on('message', (command) => {
  last = last.then(() => run(command));
});
