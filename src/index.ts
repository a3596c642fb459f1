/** stuntdouble: a stateful stand-in for vendor HTTP APIs. */
export {
  startDouble,
  UnknownVendorError,
  type Double,
  type DoubleOptions,
  type JournalFilter,
  type JournalHandle,
  type SandboxHandle,
} from './double.js';
export { MistakesError, type Mistake } from './vendor/mistakes.js';
export type { JournalEntry } from './engine/model.js';
