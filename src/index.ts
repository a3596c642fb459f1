/** stuntdouble: a stateful stand-in for vendor HTTP APIs. */
export { startDouble, UnknownVendorError, type Double, type DoubleOptions } from './double.js';
export type {
  ClockHandle,
  FaultsHandle,
  JournalFilter,
  JournalHandle,
  LimitsHandle,
  SandboxHandle,
} from './sandbox.js';
export { MistakesError, type Mistake } from './vendor/mistakes.js';
export { SteeringError } from './world/steering.js';
export type { Delay, Fault, FaultSpec } from './engine/faults.js';
export type { JournalEntry } from './engine/model.js';
