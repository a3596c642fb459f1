/** The possible reasons of each operation by the engine's table, so that the dialect has exactly these. */
import { decodeBody } from '../contract/bodies/decode.js';
import { Places } from '../contract/schema-place.js';
import { securitySchemesOf } from '../contract/document-parts.js';
import { canBeInvalid, type Requested } from '../contract/can-be-invalid.js';
import type { RawBody } from '../engine/model/call.js';
import type { Contract, Operation } from '../engine/model/contract.js';
import type { Issue } from '../engine/model/refusal.js';
import { REASONS_WITHOUT_OPERATION, possibleRefusals } from '../engine/refusals/possible.js';
import type { Behavior } from '../grammar/behavior.js';
import type { Json } from '../grammar/json.js';
import type { Reason } from '../grammar/reasons.js';
import type { OperationFacts } from './operations.js';

/** Reasons for any path. */
export const ANYWHERE: readonly Reason[] = REASONS_WITHOUT_OPERATION;

/** @param behavior complete except for its dialect */
export function reasonsByOperation(
  document: Json,
  behavior: Behavior,
  operations: readonly OperationFacts[],
): Map<OperationFacts, Set<Reason>> {
  const facts = new Map(operations.map((operation) => [operation.id, operation]));
  const named =
    (place: string) =>
    (operation: Operation): string[] =>
      (facts.get(operation.id)?.parameters ?? []).flatMap((parameter) =>
        parameter.in === place ? [parameter.name] : [],
      );
  const places = new Places(document);
  /** The table asks for them once for each parameter. */
  const picky = new Map<string, Issue[]>();
  const pickyById = (id: string): Issue[] => {
    let issues = picky.get(id);
    if (issues === undefined) picky.set(id, (issues = pickyOf(facts.get(id))));
    return issues;
  };
  const asRequested = ({ parameters, requestBody }: OperationFacts): Requested => ({
    parameters: parameters.map(({ raw }) => raw),
    requestBody,
  });
  // The part of the Contract port that the table uses.
  const contract = {
    securitySchemes: securitySchemesOf(document),
    canBeInvalid: (operation: Operation) => {
      const known = facts.get(operation.id);
      return known !== undefined && canBeInvalid(places, asRequested(known));
    },
    queryParameters: named('query'),
    headerParameters: (operation: Operation) => named('header')(operation).map((name) => name.toLowerCase()),
    tools: { example: () => ({ params: {} }), hasBodyField: () => true, requiredAt: () => ({}) },
    decodeBody: (_: Operation, type: string, body: RawBody) => decodeBody(body, type, undefined, undefined),
    validate: (operation: Operation) => ({
      params: {},
      query: {},
      body: undefined,
      issues: pickyById(operation.id),
    }),
  } as unknown as Contract;
  return new Map(
    operations.map((operation) => {
      const possible = possibleRefusals(contract, behavior, asOperation(operation));
      return [operation, new Set(possible.map(({ reason }) => reason))];
    }),
  );
}

/** Path parameters that do not accept every text. */
const pickyOf = (operation: OperationFacts | undefined): Issue[] =>
  (operation?.parameters ?? []).flatMap(({ name, in: place, schema }) => {
    const isPlain = Object.entries(schema?.schema ?? {}).every(([key, value]) =>
      key === 'type' ? value === 'string' : !CONSTRAINTS.includes(key),
    );
    return place === 'path' && !isPlain ? [{ in: 'path', field: name, keyword: 'format', params: {} }] : [];
  });

const CONSTRAINTS = ['format', 'pattern', 'enum', 'const', 'minLength', 'maxLength', 'anyOf', 'oneOf', 'allOf'];

const asOperation = ({
  id,
  method,
  path,
  skeleton,
  security,
  body,
  successes,
  refusals,
}: OperationFacts): Operation => ({
  id,
  summary: '',
  method,
  path,
  parameters: skeleton.parameters,
  security,
  ...(body && { mediaTypes: [body.mediaType] }),
  successes: successes.map(({ status }) => status),
  statuses: [...successes, ...refusals].map(({ status }) => status),
});
