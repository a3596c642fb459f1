/**
 * The grammar of `contract.arazzo.yaml`: the part of Arazzo 1.0 (https://spec.openapis.org/arazzo/v1.0.1.html) that
 * `verify` supports. Unsupported parts are refused, so that nothing is ignored silently.
 */
import { z } from 'zod';

const id = z.string().regex(/^[A-Za-z0-9_-]+$/, { error: 'letters, digits, _ and -' });
const outputs = z.record(id, z.string());

const parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  value: z.json(),
});
const reference = z.strictObject({ reference: z.string().regex(/^\$components\.parameters\.[A-Za-z0-9_-]+$/) });
const parameters = z.array(z.union([parameter, reference]));

const criterion = z
  .strictObject({
    context: z.string().optional(),
    condition: z.string().min(1),
    type: z.enum(['simple', 'regex', 'jsonpath']).optional(),
  })
  .refine((item) => item.context !== undefined || item.type === undefined || item.type === 'simple', {
    error: 'regex and jsonpath need a context',
  });

const retry = z.strictObject({
  name: z.string().min(1),
  type: z.literal('retry'),
  retryAfter: z.number().min(0).max(60).describe('Seconds.'),
  retryLimit: z.int().min(1).max(10),
});

const requestBody = z.strictObject({
  contentType: z.string().optional(),
  payload: z.json(),
  'x-stuntdouble-base64': z.literal(true).optional().describe('The payload is bytes in base64.'),
});

const step = z
  .strictObject({
    stepId: id,
    description: z.string().optional(),
    operationId: z.string().optional(),
    'x-operation': z
      .strictObject({ method: z.string(), url: z.string() })
      .optional()
      .describe('A call that no operation of the document describes, by method and URL.'),
    parameters: parameters.optional(),
    requestBody: requestBody.optional(),
    successCriteria: z.array(criterion).min(1).optional(),
    'x-stuntdouble-order': z
      .strictObject({ list: z.string(), by: z.string(), values: z.array(z.string()).min(2) })
      .optional()
      .describe('The elements with these values must have this order in the list at this pointer of the reply.'),
    'x-stuntdouble-pace': z
      .strictObject({
        times: z.int().min(1).optional(),
        after: z.strictObject({ step: id, seconds: z.number().positive() }).optional(),
      })
      .optional()
      .describe(
        'Makes the call `times` times, the first one `seconds` after the start of the step `after`. Does not wait after a 429.',
      ),
    onFailure: z.array(retry).max(1).optional(),
    outputs: outputs.optional(),
  })
  .refine((item) => (item.operationId === undefined) !== (item['x-operation'] === undefined), {
    error: 'operationId (or x-operation), exactly one',
  });

const workflow = z.strictObject({
  workflowId: id,
  summary: z.string().optional(),
  description: z.string().optional(),
  inputs: z.json().optional(),
  parameters: parameters.optional(),
  steps: z.array(step).min(1),
  outputs: outputs.optional(),
  'x-stuntdouble-rules': z
    .array(z.string())
    .min(1)
    .describe('Ids of the rules of the behavior and the constraints of the contract that the workflow covers.'),
});

export const arazzoGrammar = z.strictObject({
  arazzo: z.string().regex(/^1\.0\.\d+$/, { error: 'the version: 1.0.1' }),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    summary: z.string().optional(),
    description: z.string().optional(),
  }),
  sourceDescriptions: z
    .array(z.strictObject({ name: id, url: z.string(), type: z.literal('openapi') }))
    .length(1, { error: 'one source, the contract' }),
  workflows: z.array(workflow).min(1),
  components: z
    .strictObject({
      inputs: z.record(z.string(), z.json()).optional(),
      parameters: z.record(id, parameter).optional(),
    })
    .optional(),
});

export type Arazzo = z.infer<typeof arazzoGrammar>;
export type Workflow = z.infer<typeof workflow>;
export type Step = z.infer<typeof step>;
export type Criterion = z.infer<typeof criterion>;
export type Parameter = z.infer<typeof parameter>;
export type Parameters = z.infer<typeof parameters>;
