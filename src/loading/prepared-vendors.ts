/** The bundled vendors as the build prepares them. Each has a file of its own, which is read on first use. */
import { join } from 'node:path';
import { hostsOf } from '../contract/openapi.js';
import { exists, type Files } from './files.js';
import type { VendorData } from './read-vendor.js';

/** The file that is read at each start. */
const INDEX = 'vendors.json';

interface Entry {
  name: string;
  hosts: readonly string[];
  /** The name of the file with its data. */
  file: string;
}

/** A vendor whose data may not be read yet. */
export interface Prepared {
  name: string;
  hosts: readonly string[];
  data: () => VendorData;
}

/** The texts of the files by name. */
export function preparedFiles(vendors: readonly VendorData[]): Map<string, string> {
  const files = new Map<string, string>();
  const index = vendors.map((data): Entry => {
    const file = `vendor-${data.name}.json`;
    files.set(file, JSON.stringify(data));
    return { name: data.name, hosts: hostsOf(data.document), file };
  });
  return files.set(INDEX, JSON.stringify(index));
}

export const isPrepared = (files: Files, directory: string): boolean => exists(files, join(directory, INDEX));

export function readPrepared(files: Files, directory: string): Prepared[] {
  const index = JSON.parse(files.read(join(directory, INDEX))) as Entry[];
  return index.map(({ name, hosts, file }) => ({
    name,
    hosts,
    data: () => JSON.parse(files.read(join(directory, file))) as VendorData,
  }));
}
