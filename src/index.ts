/** stuntdouble: a stateful stand-in for vendor HTTP APIs. */
export { startDouble, UnknownVendorError, type Double, type DoubleOptions } from './double.js';
export type {
  ClockHandle,
  FaultsHandle,
  JournalHandle,
  LimitsHandle,
  SandboxHandle,
  SnapshotsHandle,
} from './sandbox.js';
export { ControlError } from './control/control-error.js';
export { MistakesError, type Mistake } from './vendor/mistakes.js';
export { SteeringError } from './world/steering.js';
export type { Snapshot } from './engine/snapshot.js';
export type { SavedSnapshot } from './world/named-snapshots.js';
export type { SnapshotOptions } from './world/snapshot.js';
export type { State } from './world/state.js';
export type { Delay, Fault, FaultSpec } from './engine/faults.js';
export type { LeftOut } from './engine/believe.js';
export type { Diff, RecordedChange } from './engine/diff.js';
export type { JournalEntry } from './engine/model.js';
export type { Why } from './engine/why.js';
export type { JournalBounds } from './world/journal.js';
export type { JournalFilter } from './world/journal-filter.js';
export { WaitError, type WaitOptions } from './world/journal-wait.js';
export type { ExpectedBody, OperationName, RecordOf, ResourceName, VendorName } from './vendor-types.js';
