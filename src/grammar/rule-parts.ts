/** Common parts of the rules of a behavior: field paths, templates, evidence. */
import * as z from 'zod';

export const path = z.string().regex(/^[^.[\]\s]+(\[\])?(\.[^.[\]\s]+(\[\])?)*$/, {
  error: 'a field path such as name, config.provider or fields[].slug',
});
export const name = z.string().min(1);
export const template = z
  .json()
  .describe('A JSON value in which $names are replaced by values; `$$` is a dollar sign.');

/** The levels of evidence, best first, each with a reference. */
const references = {
  documented: name.optional().describe("The vendor's own documentation: the place."),
  client: name.optional().describe("The vendor's own published client or SDK: the place."),
  observed: name.optional().describe('A recorded reply of the real server: its reference.'),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a date such as 2026-01-31' })
    .optional()
    .describe('observed: date of the recording.'),
  assumed: name.optional().describe('Our decision, because no source states it: the reason.'),
  inferred: name.optional().describe('Inferred from the OpenAPI document alone: the reason.'),
};
const ONE_LEVEL = 'exactly one of documented, client, observed, assumed, inferred, with a reference';
const hasOneLevel = (given: object): boolean =>
  Object.keys(given).filter((key) => key !== 'date' && Object.hasOwn(references, key)).length === 1;
const DATED = '`observed` needs the `date` of the recording, and nothing else has one';
const isDated = (given: { observed?: string | undefined; date?: string | undefined }): boolean =>
  (given.observed === undefined) === (given.date === undefined);

/** Where a rule comes from, and where its parts come from if they have evidence of their own. */
export const evidence = z
  .strictObject({
    ...references,
    parts: z
      .record(
        name,
        z.strictObject(references).refine(hasOneLevel, { error: ONE_LEVEL }).refine(isDated, { error: DATED }),
      )
      .optional()
      .describe(
        'Parts of the rule with their own evidence, by the path of their key: status, body.error, default, derive.table. The level of the rule is that of its weakest part.',
      ),
  })
  .refine(hasOneLevel, { error: ONE_LEVEL })
  .refine(isDated, { error: DATED })
  .describe(
    'Exactly one of documented, client, observed (with its date), assumed, inferred, with a reference; `parts` names what has other evidence.',
  );

export type Evidence = z.infer<typeof evidence>;
