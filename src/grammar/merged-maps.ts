/** With `extends`: maps whose entries are stated one by one. Other values of the dialect or a resource are replaced as a whole. */
export const MAPS_OF_DIALECT: readonly string[] = ['messages', 'refusals'];
export const MAPS_OF_RESOURCE: readonly string[] = ['fields', 'embed'];
