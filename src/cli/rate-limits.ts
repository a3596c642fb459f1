import { segmentOf } from '../grammar/path-segment.js';
import { print, printable, remote, type RemoteFlags } from './remote.js';

interface VendorLimits {
  vendor: string;
  enabled: boolean;
  limits: { requests: number; seconds: number }[];
}

export async function listLimits(flags: RemoteFlags): Promise<void> {
  const { vendors } = await remote(flags, '').call('GET', '/vendors');
  for (const { name } of vendors as { name: string }[]) {
    const limits = await remote(flags).call('GET', `/limits/${segmentOf(name)}`);
    printLimits(limits as unknown as VendorLimits, flags);
  }
}

export async function switchLimits(vendor: string, enabled: boolean, flags: RemoteFlags): Promise<void> {
  const limits = await remote(flags).call('PUT', `/limits/${segmentOf(vendor)}`, { enabled });
  printLimits(limits as unknown as VendorLimits, flags);
}

function printLimits(found: VendorLimits, { json }: RemoteFlags): void {
  const { vendor, enabled, limits } = found;
  const documented = limits.map(({ requests, seconds }) => `${requests} calls in ${seconds} s`).join(', ');
  const state = enabled ? 'on' : 'off';
  print(
    json
      ? JSON.stringify(found)
      : printable(`${vendor}  ${documented === '' ? 'none documented' : `${state}  ${documented}`}`),
  );
}
