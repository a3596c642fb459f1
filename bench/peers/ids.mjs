/** The id of the vendor's example, which every contestant has. */
export const KNOWN_ID = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';

/** The id of the n-th record after it, from 1. */
export const idOf = (n) => Buffer.from(`LlmIntegration:${n}:oThR`).toString('base64');
