// Preloaded into a process: reports connections, name lookups, datagrams and child processes on stderr.
const report = (what) => process.stderr.write(`it reached out: ${what}\n`);
function watch(holder, ...names) {
  for (const name of names) {
    const original = holder[name];
    holder[name] = function (...args) {
      report(`${name} ${JSON.stringify(args[0])}`);
      return original.apply(this, args);
    };
  }
}
watch(require('node:net').Socket.prototype, 'connect');
watch(require('node:dgram').Socket.prototype, 'connect', 'send');
watch(require('node:child_process'), 'spawn', 'fork', 'exec', 'execFile', 'spawnSync', 'execFileSync', 'execSync');
const dns = require('node:dns');
watch(dns, 'resolve', 'resolve4', 'resolve6', 'reverse', 'lookupService');
watch(dns.promises, 'resolve', 'lookup');
// Bind addresses are looked up as well, and are allowed.
const { lookup } = dns;
dns.lookup = (name, ...args) => {
  if (!['127.0.0.1', 'localhost', '::1'].includes(name)) report(`lookup ${name}`);
  return lookup(name, ...args);
};
