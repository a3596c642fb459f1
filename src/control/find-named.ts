/** Finds the sandbox or vendor that a request names. */
import type { Rule, Vendor } from '../engine/model/vendor.js';
import type { Sandbox } from '../world/world.js';
import type { Controlled, Request } from './operation.js';
import { suggest } from '../engine/values/suggest.js';
import { Problem } from './problem.js';

/** @throws Problem */
export const sandboxOf = (on: Controlled, { params }: Request): Sandbox =>
  sandboxNamed(on, String(params['name']), '/name');

/** @param pointer where the request has the name @throws Problem */
export function sandboxNamed({ sandboxes }: Controlled, name: string, pointer: string): Sandbox {
  return (
    sandboxes.find(name) ??
    throwNotFound(
      pointer,
      `there is no sandbox ${name}`,
      `create it with PUT /sandboxes/${name}, \`stuntdouble sandboxes create ${name}\`, or a call to /@${name}/…`,
    )
  );
}

/** @throws Problem */
export function vendorNamed({ vendors }: Controlled, name: string): Vendor {
  const known = vendors.map((vendor) => vendor.name);
  return (
    vendors.find((vendor) => vendor.name === name) ??
    throwNotFound('/vendor', `${name} is not served`, suggest(name, known))
  );
}

/** @throws Problem */
export function ruleOf(vendor: Vendor, operation: string): Rule {
  return (
    vendor.rules.get(operation) ??
    throwNotFound(
      '/operation',
      `${vendor.name} has no operation ${operation}`,
      suggest(operation, [...vendor.rules.keys()]),
    )
  );
}

export function throwNotFound(pointer: string, problem: string, remedy: string): never {
  const detail = `${pointer}: ${problem}; ${remedy}`;
  throw new Problem(404, 'Not found', detail, [{ pointer, detail }]);
}
