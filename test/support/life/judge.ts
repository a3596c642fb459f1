/** The second opinion on replies, silent where the judge cannot take the schema itself. */
import type { Json } from '../../../src/grammar/json.js';
import { judgeOf, type Judge } from '../second-opinion.js';

export function tolerantJudgeOf(document: Json): Judge {
  const judge = judgeOf(document);
  return async (operation, reply) => {
    try {
      return await judge(operation, reply);
    } catch (error) {
      if (error instanceof Error && error.constructor.name === 'InvalidSchemaError') return [];
      throw error;
    }
  };
}
