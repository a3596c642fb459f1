import { loadVendors } from '../double.js';
import { MistakesError } from '../vendor/mistakes.js';
import { ExitError, exitCodes } from './exit.js';

export async function list({ specs, json }: { specs?: string; json: boolean }): Promise<void> {
  const vendors = await loadVendors({ ...(specs !== undefined && { specs }) }).catch((error: unknown) => {
    throw error instanceof MistakesError ? new ExitError(error.message, exitCodes.usage) : error;
  });
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const vendor of vendors) {
    if (!json) out(`${vendor.name}  ${vendor.contract.title}`);
    for (const { operation, rule } of vendor.rules.values()) {
      const evidence = Object.keys(rule.evidence)[0] ?? '';
      if (json)
        out(
          JSON.stringify({
            vendor: vendor.name,
            operation: operation.id,
            method: operation.method,
            path: operation.path,
            verb: rule.verb,
            evidence,
          }),
        );
      else out(`  ${operation.method.padEnd(6)} ${operation.path}  ${operation.id}  ${rule.verb}  ${evidence}`);
    }
  }
}
