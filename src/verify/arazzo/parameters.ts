/** The parameters of workflows and steps. */
import type { Parameter, Parameters } from '../../grammar/arazzo.js';

export const resolved = (
  parameters: Parameters | undefined,
  components: Readonly<Record<string, Parameter>>,
): Parameter[] =>
  (parameters ?? []).flatMap((parameter) =>
    'reference' in parameter ? (components[parameter.reference.split('.').at(-1) ?? ''] ?? []) : [parameter],
  );
