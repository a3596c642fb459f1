/** Infers which field a query parameter of a list filters by. */
import type { ParameterFacts } from './operations.js';
import type { SchemaAt } from './openapi-document.js';
import type { Schemas } from './schemas.js';
import { folded } from './words.js';

/** Whether a filter is required in every list but no body sets its field: it would never match a created record. */
export const isUnknowable = (
  schemas: Schemas,
  { required }: ParameterFacts,
  field: string,
  bodies: readonly SchemaAt[],
): boolean =>
  required &&
  !bodies.some((body) =>
    [...schemas.facts(body).properties.keys()].some((name) => folded(name) === folded(field.split('.')[0] ?? field)),
  );

/** The scalar field with the name of a parameter, if their types are comparable. */
export function filteredField(schemas: Schemas, parameter: ParameterFacts, recordSchema: SchemaAt): string | undefined {
  if (parameter.schema === undefined) return undefined;
  // A parameter with a default would hide records from clients that do not filter.
  if ('default' in parameter.schema.schema && !parameter.required) return undefined;
  const wanted = schemas.facts(parameter.schema).types;
  if (wanted.has('array') || wanted.has('object')) return undefined;
  const bare = folded(parameter.name.replace(/^(filter|where|q)\[(.+)\]$/, '$2'));
  const found = fieldNamed(schemas, recordSchema, bare) ?? attribute(schemas, recordSchema, bare);
  if (found === undefined) return undefined;
  const { name, field } = found;
  const types = schemas.facts(field).types;
  const isComparable = [...wanted].some((type) => types.has(type) || (type === 'integer' && types.has('number')));
  return isComparable && coversChoices(schemas.unwrapped(parameter.schema).schema, schemas.unwrapped(field).schema)
    ? name
    : undefined;
}

interface NamedField {
  name: string;
  field: SchemaAt;
}

function fieldNamed(schemas: Schemas, recordSchema: SchemaAt, bare: string): NamedField | undefined {
  const wanted = [bare, `${bare}id`, bare.replace(/id$/, '')];
  const name = [...schemas.facts(recordSchema).properties.keys()].find((field) => wanted.includes(folded(field)));
  const field = name === undefined ? undefined : schemas.property(recordSchema, name);
  return name === undefined || field === undefined ? undefined : { name, field };
}

/** A field in a nested object of the record. */
function attribute(schemas: Schemas, recordSchema: SchemaAt, bare: string): NamedField | undefined {
  const attributes = schemas.property(recordSchema, 'attributes');
  const found = attributes && fieldNamed(schemas, schemas.unwrapped(attributes), bare);
  return found && { ...found, name: `attributes.${found.name}` };
}

/** `all` in the enum of a parameter is not a value of the field. */
function coversChoices(parameter: SchemaAt['schema'], field: SchemaAt['schema']): boolean {
  const [sent, stored] = [parameter['enum'], field['enum']];
  if (!Array.isArray(sent)) return true;
  return Array.isArray(stored)
    ? sent.every((value) => stored.includes(value))
    : !sent.some((value) => /^(all|any|\*)$/i.test(String(value)));
}
