/** Made-up replies for a document's operations, held against it by the contract and by a second validator. */
import { openApiContract } from '../../src/contract/openapi.js';
import { linearPattern } from '../../src/contract/patterns.js';
import { CannotMake } from '../../src/engine/model/draw.js';
import type { Operation } from '../../src/engine/model/contract.js';
import { makeValue } from '../../src/world/maker/faker.js';
import { mix } from '../../src/world/random.js';
import { documentNamed } from './documents.js';
import { judgeOf } from './second-opinion.js';

const NOW = Date.UTC(2026, 0, 1);

export interface MadeUp {
  /** Replies that were made. */
  made: number;
  /** `operation status`: no value was found. */
  impossible: string[];
  /** Schemas that the second validator cannot read. */
  unread: string[];
  /** The validation errors of a made-up reply. */
  wrong: string[];
}

/** @param every tests one of this many operations */
export async function madeUpReplies(name: string, every = 1): Promise<MadeUp> {
  const document = documentNamed(name);
  const contract = openApiContract(document, { regExp: linearPattern });
  const judge = judgeOf(document);
  const out: MadeUp = { made: 0, impossible: [], unread: [], wrong: [] };
  const make = (operation: Operation, status: number, full: boolean): unknown => {
    const schema = contract.replySchema(operation, status);
    let n = 0;
    const random = (): number => mix(status, n++) / 2 ** 32;
    return schema === undefined ? undefined : makeValue({ path: '', schema, full }, random, NOW);
  };
  for (const [at, operation] of contract.operations.entries()) {
    if (at % every > 0) continue;
    for (const status of operation.statuses)
      for (const full of [false, true]) {
        const type = contract.replyType(operation, status);
        if (!type?.includes('json')) continue;
        const where = `${operation.id} ${status}`;
        try {
          const body = contract.project(operation, status, make(operation, status, full));
          if (body === undefined) continue;
          out.made++;
          const violations = contract.check(operation, status, body).map(({ field, problem }) => `${field} ${problem}`);
          const second = await judge(operation.id, { status, headers: { 'content-type': type }, body });
          out.wrong.push(...[...violations, ...second].slice(0, 2).map((what) => `${where}: ${what}`));
        } catch (error) {
          if (error instanceof Error && error.constructor.name === 'InvalidSchemaError') {
            out.unread.push(where);
            continue;
          }
          if (!(error instanceof CannotMake)) throw error;
          out.impossible.push(`${where}: ${error.message}`);
        }
      }
  }
  return out;
}
