/** Finds the vendor of a fault: it is named, or the only one with the operation. */
import type { FaultSpec } from '../../engine/model/faults.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { suggest } from '../../engine/values/suggest.js';
import { editionNamed } from '../../grammar/edition-name.js';
import { SteeringError } from '../steering-error.js';

/** Splits `vendor.operation` at the longest name of a vendor. The name of an operation may contain dots, so it takes precedence. */
export function withVendor(spec: FaultSpec, vendors: readonly Vendor[]): FaultSpec {
  const { vendor, operation } = spec;
  if (vendor !== undefined || vendors.some(({ rules }) => rules.has(operation))) return spec;
  const names = vendors.map(({ name }) => name).filter((name) => operation.startsWith(`${name}.`));
  const longest = names.reduce((best, name) => (name.length > best.length ? name : best), '');
  return longest === '' ? spec : { ...spec, vendor: longest, operation: operation.slice(longest.length + 1) };
}

/** @throws SteeringError if there is no such vendor or operation, or several vendors have the operation */
export function vendorOfFault({ vendor, operation }: FaultSpec, vendors: readonly Vendor[]): Vendor {
  const names = vendors.map((item) => item.name);
  if (vendor !== undefined && !names.includes(vendor))
    throw new SteeringError('/vendor', `${vendor} is not served`, suggest(vendor, names));
  const candidates = withoutEditions(
    vendors.filter((item) => (vendor === undefined || item.name === vendor) && item.rules.has(operation)),
  );
  const [only] = candidates;
  if (only === undefined) {
    const known = vendors
      .filter((item) => vendor === undefined || item.name === vendor)
      .flatMap((item) => [...item.rules.keys()]);
    const prefix = known.map((id) => `.${id}`).find((end) => operation.endsWith(end) && operation !== end);
    const other = prefix === undefined ? undefined : operation.slice(0, -prefix.length);
    if (vendor === undefined && other !== undefined)
      throw new SteeringError('/operation', `${other} is not served`, suggest(other, names));
    throw new SteeringError('/operation', `unknown operation ${operation}`, suggest(operation, known));
  }
  if (candidates.length > 1)
    throw new SteeringError(
      '/vendor',
      `${operation} is an operation of ${candidates.map((item) => item.name).join(' and ')}`,
      'name the vendor',
    );
  return only;
}

/** Without the editions of vendors that are there as well: an operation of both is that of the vendor. */
const withoutEditions = (vendors: readonly Vendor[]): Vendor[] =>
  vendors.filter(({ name }) => !vendors.some((other) => other.name === editionNamed(name)?.base));
