/** Validation issues of a request as messages with a remedy. */
import type { Contract, Operation } from '../engine/model/contract.js';
import type { Issue } from '../engine/model/refusal.js';
import { sandboxNames } from '../grammar/sandbox-name.js';
import type { Mistake } from './problem.js';

export function mistakeOf(contract: Contract, operation: Operation, issue: Issue): Mistake {
  const pointer = issue.field === '' ? '' : `/${issue.field.replaceAll('~', '~0').replaceAll('.', '/')}`;
  return { pointer, detail: `${pointer || 'the body'} ${describeIssue(contract, operation, issue)}` };
}

function describeIssue(contract: Contract, operation: Operation, { in: place, keyword, params }: Issue): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'required':
      return 'is missing; add it';
    case 'additionalProperties':
      return `is unknown; use ${contract.writable(operation).join(', ')}`;
    case 'unknownParameter':
      return `is unknown; ${known(contract.queryParameters(operation))}`;
    case 'repeated':
      return 'is repeated; send it once';
    case 'encoding':
      return 'has invalid percent-encoding; encode it as UTF-8';
    case 'type':
      return `has the wrong type; use a value of type ${[params['type']].flat().join(' or ')}`;
    case 'enum':
      return `has a value that is not allowed; use one of ${[params['allowedValues']].flat().join(', ')}`;
    case 'const':
      return `has a value that is not allowed; use ${JSON.stringify(params['allowedValue'])}`;
    case 'minimum':
      return `is too small; use ${limit} or more`;
    case 'maximum':
      return `is too large; use ${limit} or less`;
    case 'minProperties':
    case 'maxProperties':
      return `must have exactly one member; use one of ${contract.writable(operation).join(', ')}`;
    case 'minItems':
    case 'maxItems':
      return `must have ${limit} items`;
    case 'minLength':
      return 'is empty; give a value';
    case 'maxLength':
      return `is too long; use at most ${limit} characters`;
    case 'pattern':
      return place === 'path'
        ? `is not a valid name; use ${sandboxNames}`
        : `does not match ${String(params['pattern'])}`;
    default:
      return `is not valid (${keyword}); see /openapi.json`;
  }
}

const known = (names: readonly string[]): string =>
  names.length === 0 ? 'this operation has no query parameters' : `use ${names.join(', ')}`;
