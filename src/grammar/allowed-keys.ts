/** The allowed keys of a grammar at a path. */
import type { z } from 'zod';

interface Definition {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  valueType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  getter?: () => z.core.$ZodType;
}

export function keysAt(grammar: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const found = new Set<string>();
  collect(grammar, path, found);
  return [...found];
}

function collect(grammar: z.core.$ZodType, path: readonly PropertyKey[], found: Set<string>): void {
  const { type, shape, valueType, element, innerType, options, getter, in: input } = grammar._zod.def as Definition;
  const [step, ...rest] = path;
  if (type === 'object' && shape) {
    if (step === undefined) for (const key of Object.keys(shape)) found.add(key);
    else {
      const member = shape[String(step)];
      if (member) collect(member, rest, found);
    }
  } else if (type === 'record' && valueType && step !== undefined) collect(valueType, rest, found);
  else if (type === 'array' && element && step !== undefined) collect(element, rest, found);
  else for (const inner of [innerType, input, getter?.(), ...(options ?? [])]) if (inner) collect(inner, path, found);
}
