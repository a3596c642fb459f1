// Generated from specs/ by `npm run vendor-types`.
import type * as arize from "./arize.cjs";
import type * as langdock from "./langdock.cjs";
import type * as nairi from "./nairi.cjs";
import type * as respan from "./respan.cjs";
import type * as spideriq from "./spideriq.cjs";

/**
 * The vendors with known types. To add one of your own:
 * `declare module 'stuntdouble/types' { interface Vendors { acme: { operations: operations; records: Records } } }`,
 * where openapi-typescript generates `operations` from your document.
 */
export interface Vendors {
    "arize": { operations: arize.operations; records: arize.Records };
    "langdock": { operations: langdock.operations; records: langdock.Records };
    "nairi": { operations: nairi.operations; records: nairi.Records };
    "respan": { operations: respan.operations; records: respan.Records };
    "spideriq": { operations: spideriq.operations; records: spideriq.Records };
}
