/** A parameter of an operation, prepared for parsing. */
import { isObject, type Json } from '../../grammar/json.js';
import { contentSchema } from '../bodies/media-types.js';
import { parseTemplate } from '../path-template.js';
import { typesAt, type PlaceOf, type TextPlace, type Types } from '../text/text-place.js';
import type { Style } from '../text/styles.js';

export type Where = 'path' | 'query' | 'header' | 'cookie';

export interface Parameter {
  in: Where;
  name: string;
  schema: Json;
  /** Of the value. */
  place: TextPlace | undefined;
  types: Types;
  /** Of list elements. */
  itemTypes: Types;
  style: Style;
  explode: boolean;
  /** Whether the value is a JSON text (`content: application/json`). */
  isJson: boolean;
}

/** OpenAPI ignores header parameters of these names: media types and security schemes define them. */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

export const isIgnored = ({ in: where, name }: Pick<Parameter, 'in' | 'name'>): boolean =>
  where === 'header' && IGNORED_HEADERS.has(name.toLowerCase());

export function preparedParameter(raw: Json, placeOf: PlaceOf): Parameter {
  const where = raw['in'] as Where;
  const hasContent = isObject(raw['content']);
  const schema = hasContent ? contentSchema(raw) : raw['schema'];
  const place = schema === undefined ? undefined : placeOf(schema);
  const style = typeof raw['style'] === 'string' ? (raw['style'] as Style) : defaultStyle(where);
  return {
    in: where,
    name: String(raw['name']),
    schema: isObject(schema) ? schema : {},
    place,
    types: typesAt(place),
    itemTypes: typesAt(place?.item(0)),
    style,
    explode: typeof raw['explode'] === 'boolean' ? raw['explode'] : style === 'form' || style === 'deepObject',
    isJson: hasContent && isObject(raw['content']) && Object.keys(raw['content']).some((type) => /json/i.test(type)),
  };
}

/** The required query of a template such as `/things?kind=x`, as parameters. */
export const queryInTemplate = (template: string, declared: readonly Json[]): Json[] =>
  parseTemplate(template).query.flatMap(([name]) =>
    declared.some((other) => other['in'] === 'query' && other['name'] === name)
      ? []
      : [{ in: 'query', name, schema: {} }],
  );

const defaultStyle = (where: Where): Style => (where === 'query' || where === 'cookie' ? 'form' : 'simple');
