// Generated from specs/ by `npm run vendor-types`.
import type * as arize from "./arize.cjs";
import type * as arize_2026_08 from "./arize@2026-08.cjs";
import type * as langdock from "./langdock.cjs";
import type * as nairi from "./nairi.cjs";
import type * as respan from "./respan.cjs";
import type * as respan_2026_07 from "./respan@2026-07.cjs";
import type * as spideriq from "./spideriq.cjs";

/**
 * The vendors with known types. To add one of your own:
 * `declare module 'stuntdouble/types' { interface Vendors { acme: { operations: operations; records: Records } } }`,
 * where openapi-typescript generates `operations` from your document.
 */
export interface Vendors {
    "arize": { operations: arize.operations; records: arize.Records };
    "arize@2026-08": { operations: arize_2026_08.operations; records: arize_2026_08.Records };
    "langdock": { operations: langdock.operations; records: langdock.Records };
    "nairi": { operations: nairi.operations; records: nairi.Records };
    "respan": { operations: respan.operations; records: respan.Records };
    "respan@2026-07": { operations: respan_2026_07.operations; records: respan_2026_07.Records };
    "spideriq": { operations: spideriq.operations; records: spideriq.Records };
}
