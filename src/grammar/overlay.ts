/**
 * The grammar of `overlay.yaml`: OpenAPI Overlay 1.0 (https://spec.openapis.org/overlay/v1.0.0.html). Unknown keys are
 * refused, except extensions (`x-…`).
 */
import * as z from 'zod';

/** An object of the specification that can have extensions. */
// The type of a grammar is what it infers to.
// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- spelled out it would say the same twice
const extensible = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => {
  const known = Object.keys(shape);
  return z.looseObject(shape).superRefine((value, context) => {
    const keys = Object.keys(value).filter((key) => !known.includes(key) && !key.startsWith('x-'));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: value, path: [] });
  });
};

const action = extensible({
  target: z.string().min(1).describe('A JSONPath (RFC 9535) that selects objects or arrays of the document.'),
  description: z.string().optional(),
  update: z.json().optional().describe('Merged with each selected object, or appended to each selected array.'),
  remove: z.boolean().optional(),
});

export const overlayGrammar = extensible({
  overlay: z.string().regex(/^1\.0\.\d+$/, { error: 'only version 1.0.0 of the Overlay Specification is supported' }),
  info: extensible({ title: z.string(), version: z.string() }),
  extends: z.string().optional(),
  actions: z.array(action).min(1),
});

export type Overlay = z.infer<typeof overlayGrammar>;
export type Action = z.infer<typeof action>;
