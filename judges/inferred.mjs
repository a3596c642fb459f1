// Doubles of OpenAPI documents alone, for the judges that use official clients.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, startDouble } from './tool.mjs';

const documents = join(root, '../shared/openapi');

/** Serves a document, which is not part of the repository. Ends the process with 77 where it is missing. */
export async function inferredDouble(file) {
  const specs = join(documents, file);
  if (!existsSync(specs)) {
    console.log(`skipped: ${file} is not in ${documents}`);
    process.exit(77);
  }
  return startDouble({ specs, port: 0 });
}

/**
 * Runs named steps in order and sets the exit code.
 * A step may return a value, which the steps after it get by its name.
 */
export async function judge(client, steps) {
  const results = {};
  const failed = [];
  for (const [name, step] of Object.entries(steps))
    try {
      results[name] = await step(results);
      console.log(`passed: ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(
        `FAILED: ${name}: ${String(error?.message ?? error)
          .split('\n')
          .slice(0, 12)
          .join('\n    ')}`,
      );
    }
  console.log(`${client}: ${Object.keys(steps).length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** The error of a call that must fail. */
export async function refused(call) {
  const reply = await call.then(
    (item) => item,
    (error) => ({ error }),
  );
  if (reply?.error === undefined || reply.error === null)
    throw new Error(`accepted: ${JSON.stringify(reply).slice(0, 300)}`);
  return reply.error;
}
