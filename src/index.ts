/** stuntdouble: a stateful test server for HTTP APIs. */
export { EditionError } from './loading/edition/chosen-editions.js';
export { UnknownVendorError } from './loading/unknown-vendor.js';
export type { LeftOut } from './grammar/evidence.js';
export type { JournalChange } from './engine/journal/change.js';
export type { JournalEntry } from './engine/journal/redacted-entry.js';
export { startDouble } from './double/start.js';
export type { Double, DoubleOptions } from './double/api.js';
export type { FakedResource } from './double/fake/fake.js';
export type { Reload, ReloadedVendor } from './double/watch/reloader.js';
export type {
  ClockHandle,
  FaultsHandle,
  JournalHandle,
  LimitsHandle,
  SandboxHandle,
  SnapshotsHandle,
} from './double/sandbox.js';
export { ControlError } from './control/control-error.js';
export { MistakesError, type Mistake } from './loading/mistakes.js';
export { TlsError } from './tls/tls-error.js';
export { SteeringError } from './world/steering-error.js';
export type { Snapshot } from './engine/model/snapshot.js';
export type { AdaptedVendor } from './world/reload.js';
export type { SavedSnapshot } from './world/snapshot/named-snapshots.js';
export type { SnapshotOptions } from './world/snapshot/snapshot.js';
export type { State } from './world/state/state.js';
export type { Delay, Fault, FaultSpec } from './engine/model/faults.js';
export type { Diff, RecordedChange } from './engine/journal/recorded-changes.js';
export type { Explanation as Why } from './engine/refusals/row.js';
export type { JournalBounds } from './world/journal/journal.js';
export type { JournalFilter } from './world/journal/journal-filter.js';
export { WaitError, type WaitOptions } from './world/journal/journal-wait.js';
export type { ExpectedBody, OperationName, RecordOf, ResourceName, VendorName } from './double/vendor-types.js';
