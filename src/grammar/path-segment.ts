/**
 * Values as segments of the paths of the control side. URLs cannot have the segments `.`, `..` and the empty one
 * (https://url.spec.whatwg.org/#double-dot-path-segment), so these values have a `~` before them; so do values that
 * would be read as one of them.
 */

/** @returns percent-encoded; half a surrogate pair, which no URL can have, as U+FFFD */
export const segmentOf = (value: string): string =>
  encodeURIComponent((/^~*\.{0,2}$/.test(value) ? `~${value}` : value).replace(/\p{Surrogate}/gu, '\ufffd'));

/** @param segment decoded */
export const valueOfSegment = (segment: string): string => (/^~+\.{0,2}$/.test(segment) ? segment.slice(1) : segment);
