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

export const keysAt = (grammar: z.core.$ZodType, path: readonly PropertyKey[]): string[] => [
  ...new Set(grammarsAt(grammar, path).flatMap((part) => Object.keys((part._zod.def as Definition).shape ?? {}))),
];

/** The grammars of the value at a path, without those that only wrap another one. */
export function grammarsAt(grammar: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType[] {
  const found = new Set<z.core.$ZodType>();
  collect(grammar, path, found);
  return [...found];
}

function collect(grammar: z.core.$ZodType, path: readonly PropertyKey[], found: Set<z.core.$ZodType>): void {
  const { type, shape, valueType, element, innerType, options, getter, in: input } = grammar._zod.def as Definition;
  const [step, ...rest] = path;
  const inner = [innerType, input, getter?.(), ...(options ?? [])].filter((part) => part !== undefined);
  if (step === undefined && inner.length === 0) found.add(grammar);
  else if (type === 'object' && shape && step !== undefined) {
    const member = Object.hasOwn(shape, String(step)) ? shape[String(step)] : undefined;
    if (member) collect(member, rest, found);
  } else if (type === 'record' && valueType && step !== undefined) collect(valueType, rest, found);
  else if (type === 'array' && element && step !== undefined) collect(element, rest, found);
  else for (const part of inner) collect(part, path, found);
}
