/** Infers field rules: timestamps, constants, names in other casings, conversions. */
import type { FieldRule } from '../grammar/behavior.js';
import { conversionOf, type FieldSources } from './conversion.js';
import type { SchemaAt } from './openapi-document.js';
import { onlyValue, type Schemas } from './schemas.js';
import { shownPrecision, stampFormat, stampOf } from './timestamps.js';
import { folded } from './words.js';

export type Fields = Record<string, FieldRule>;

/** @param placed fields that are set from the path */
export function fieldsOf(sources: FieldSources, recordSchema: SchemaAt, placed: ReadonlySet<string>): Fields {
  const out: Fields = Object.create(null) as Fields;
  const { properties, required } = sources.schemas.facts(recordSchema);
  for (const [name, places] of properties) {
    const place = places[0];
    if (place === undefined || placed.has(name)) continue;
    const rule = ruleOf(sources, name, places, required.has(name));
    if (rule) out[name] = rule;
    else nestedStamps(sources, name, place, out);
  }
  return out;
}

function ruleOf(
  sources: FieldSources,
  name: string,
  places: readonly SchemaAt[],
  isRequired: boolean,
): FieldRule | undefined {
  const { schemas } = sources;
  const place = places[0];
  if (place === undefined) return undefined;
  const sent = sentAs(sources, name);
  if (sent === undefined) return stampRule(schemas, name, place) ?? constantRule(places, isRequired);
  const alias = sent.name === name ? {} : { alsoSentAs: sent.name };
  const conversion = conversionOf(sources, sent.place, places);
  if (conversion === undefined && sent.name === name) return undefined;
  const reason = [
    ...(sent.name === name ? [] : [`bodies call it ${sent.name}`]),
    ...(conversion ? [conversion.reason] : []),
  ].join('; ');
  return { ...alias, ...(conversion && { convert: conversion.rule }), evidence: { inferred: reason } };
}

/** The body property of a field: the same name, otherwise one that differs only in casing. */
function sentAs({ schemas, bodies }: FieldSources, name: string): { name: string; place: SchemaAt } | undefined {
  for (const body of bodies) {
    const place = schemas.property(body, name);
    if (place) return { name, place };
  }
  for (const body of bodies)
    for (const other of schemas.facts(body).properties.keys()) {
      const place = folded(other) === folded(name) ? schemas.property(body, other) : undefined;
      if (place) return { name: other, place };
    }
  return undefined;
}

function stampRule(schemas: Schemas, name: string, place: SchemaAt): FieldRule | undefined {
  const stamp = stampOf(name);
  const format = stamp && stampFormat(schemas, place);
  if (stamp === undefined || format === undefined) return undefined;
  return {
    stamp,
    ...(format === 'date-time' ? { precision: shownPrecision(schemas.unwrapped(place).schema) } : { format }),
    evidence: { inferred: `${name} is no field of a request body: the time when a record was ${stamp}` },
  };
}

/** Whether the schema allows only one value. */
function constantRule(places: readonly SchemaAt[], isRequired: boolean): FieldRule | undefined {
  const values = places.map(({ schema }) => onlyValue(schema));
  const [first] = values;
  if (first === undefined || values.some((value) => value !== first)) return undefined;
  // A flag such as `deleted: true` exists only in some states.
  if (typeof first === 'boolean' && !isRequired) return undefined;
  return {
    constant: first,
    evidence: { inferred: `${JSON.stringify(first)} is the only value that the schema allows` },
  };
}

/** Timestamps in nested objects, such as `metadata.creationTimestamp`. */
function nestedStamps({ schemas, bodies }: FieldSources, name: string, place: SchemaAt, out: Fields): void {
  if (!/^(metadata|meta|attributes|audit|sys|timestamps|system)$/i.test(name)) return;
  for (const inner of schemas.facts(place).properties.keys()) {
    const field = schemas.property(place, inner);
    const isSent = bodies.some((body) => {
      const outer = schemas.property(body, name);
      return outer !== undefined && outer.pointer !== place.pointer && schemas.property(outer, inner) !== undefined;
    });
    const rule = field && !isSent ? stampRule(schemas, inner, field) : undefined;
    if (rule) out[`${name}.${inner}`] = rule;
  }
}
