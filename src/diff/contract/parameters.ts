/** Compares the parameters of an operation. */
import { isIgnored, preparedParameter } from '../../contract/parameters/parameter.js';
import { contentSchema } from '../../contract/bodies/media-types.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Declared } from '../../contract/operations.js';
import { addChange, compareDeprecation, compareSchemas, type Comparing } from './operation-comparison.js';
import type { ContractSide } from './contract-side.js';

export function compareParameters(comparing: Comparing): void {
  const [from, to] = [parametersOf(comparing.from), parametersOf(comparing.to)];
  for (const [key, parameter] of from) {
    const other = to.get(key);
    if (other) compareParameter(comparing, parameter, other);
    else removed(comparing, parameter);
  }
  for (const [key, parameter] of to) if (!from.has(key)) added(comparing, parameter);
}

/** By place and name; those of the path by their position, because clients do not see the names. */
function parametersOf({ parameters, operation }: Declared): Map<string, Json> {
  return new Map(
    parameters.flatMap((parameter): [string, Json][] => {
      const [where, name] = [String(parameter['in']), String(parameter['name'])];
      if (isIgnored({ in: where as 'header', name })) return [];
      if (where === 'path') return [[`path ${operation.parameters.indexOf(name)}`, parameter]];
      return [[`${where} ${where === 'header' ? name.toLowerCase() : name}`, parameter]];
    }),
  );
}

const shownParameter = (parameter: Json): string => `${String(parameter['in'])} ${String(parameter['name'])}`;

const schemaOf = (parameter: Json): unknown =>
  isObject(parameter['content']) ? contentSchema(parameter) : parameter['schema'];

function removed(comparing: Comparing, parameter: Json): void {
  const place = shownParameter(parameter);
  const refuses =
    parameter['in'] === 'query' && comparing.after.vendor.behavior.requests.unknownQueryParameters.treat === 'refuse';
  const why = refuses ? 'requests that send it are refused' : 'sending it has no documented effect any more';
  addChange(
    comparing,
    { place, kind: 'parameter', direction: 'request', what: 'the parameter was removed', breaking: true, why },
    [{ holder: parameter }, undefined],
  );
}

function added(comparing: Comparing, parameter: Json): void {
  const isRequired = parameter['required'] === true;
  addChange(
    comparing,
    {
      place: shownParameter(parameter),
      kind: 'parameter',
      direction: 'request',
      what: isRequired ? 'a required parameter was added' : 'an optional parameter was added',
      breaking: isRequired,
      why: isRequired ? 'requests without it are no longer valid' : 'requests without it are still valid',
    },
    [undefined, { holder: parameter }],
  );
}

function compareParameter(comparing: Comparing, from: Json, to: Json): void {
  const place = shownParameter(from);
  const [was, is] = [from['required'] === true, to['required'] === true];
  if (was !== is) {
    const change = is
      ? { what: 'the parameter became required', breaking: true, why: 'requests without it are no longer valid' }
      : { what: 'the parameter became optional', breaking: false, why: 'every request that was valid is still valid' };
    addChange(comparing, { place, kind: 'required', direction: 'request', ...change }, [
      { holder: from },
      { holder: to },
    ]);
  }
  compareSerialization(comparing, place, from, to);
  compareDeprecation(comparing, place, { holder: from }, { holder: to });
  compareSchemas(comparing, schemaOf(from), schemaOf(to), 'text', place);
}

function compareSerialization(comparing: Comparing, place: string, from: Json, to: Json): void {
  const [old, now] = [writtenAs(from, comparing.before), writtenAs(to, comparing.after)];
  if (old.text === now.text || old.isScalar !== now.isScalar) return;
  addChange(
    comparing,
    {
      place,
      kind: 'style',
      direction: 'request',
      what: `values are written as ${now.text}, no longer as ${old.text}`,
      breaking: true,
      why: 'values in the old form are read in another way',
    },
    [
      { holder: from, value: old.text },
      { holder: to, value: now.text },
    ],
  );
}

/** Styles of scalars differ in paths alone. */
function writtenAs(raw: Json, { views }: ContractSide): { text: string; isScalar: boolean } {
  const { isJson, style, explode, in: where } = preparedParameter(raw, (schema) => views.places.of(schema));
  const { types } = views.of([schemaOf(raw)]);
  const isScalar = types !== undefined && !types.has('array') && !types.has('object');
  if (isJson) return { text: 'JSON', isScalar };
  if (isScalar) return { text: where === 'path' ? style : 'text', isScalar };
  return { text: `${style}${explode ? ', exploded' : ''}`, isScalar };
}
