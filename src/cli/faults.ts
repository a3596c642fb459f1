import type { Fault, FaultSpec } from '../index.js';
import { segmentOf } from '../grammar/path-segment.js';
import { print, printable, remote, type Json, type RemoteFlags } from './remote.js';

export async function listFaults(flags: RemoteFlags): Promise<void> {
  const { faults } = await remote(flags).call('GET', '/faults');
  for (const fault of faults as Fault[]) printFault(fault, flags);
}

/** @param operation an operation, or `vendor.operation` */
export async function addFault(
  operation: string,
  spec: Omit<FaultSpec, 'operation'>,
  flags: RemoteFlags,
): Promise<void> {
  printFault((await remote(flags).call('POST', '/faults', { ...spec, operation })) as unknown as Fault, flags);
}

/** @param id undefined: all */
export async function removeFaults(id: string | undefined, flags: RemoteFlags): Promise<void> {
  await remote(flags).call('DELETE', id === undefined ? '/faults' : `/faults/${segmentOf(id)}`);
  if (flags.json) print(JSON.stringify({ event: 'removed', sandbox: flags.sandbox, ...(id !== undefined && { id }) }));
  else print(`removed ${id ?? 'all faults'}`);
}

function printFault(fault: Fault, { json }: RemoteFlags): void {
  const { id, vendor, operation, fired, ...rest } = fault;
  const details = Object.entries(rest as Json).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  print(
    json ? JSON.stringify(fault) : printable(`${id}  ${vendor}.${operation}  ${details.join(', ')}  fired ${fired}`),
  );
}
