import { memoize } from './memoize.js';

const JSON_TYPE = /^[\w.-]+\/(?:[\w.-]+\+)?json$/;

/** A media type without its parameters, in lower case. */
export const essence = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

/** Whether a media type is JSON, such as `application/problem+json`. */
export const isJsonType = memoize((type): boolean => JSON_TYPE.test(essence(type)));
