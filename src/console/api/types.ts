/** What the control side sends, by the names that the page uses. */
import type { components } from './document.js';

type Schemas = components['schemas'];

export type Json = Readonly<Record<string, unknown>>;
export type LevelCounts = Schemas['EvidenceCounts'];
export type Mistake = NonNullable<Schemas['Problem']['errors']>[number];
export type Clock = Schemas['Clock'];
export type Sandbox = Schemas['Sandbox'];
export type Limit = Schemas['Limit'];
export type Vendor = Schemas['Vendor'];
export type CallSummary = Schemas['CallSummary'];
export type ChangeSummary = Schemas['ChangeSummary'];
export type Summary = CallSummary | ChangeSummary;
export type Delivery = Schemas['Delivery'];
export type RecordedChange = Schemas['RecordedChange'];
export type Explanation = Schemas['Explanation'];
export type CallEntry = Schemas['JournalEntry'];
export type ChangeEntry = Schemas['JournalChange'];
export type Entry = CallEntry | ChangeEntry;
export type Statement = Schemas['Statement'];
export type Explained = Schemas['ExplainedRule'];
export type EntryReply = Schemas['EntryReply'];
export type Counts = Schemas['JournalCounts'];
export type OperationList = Schemas['OperationList'];
export type Point = Schemas['Point'];
export type TryRequest = Schemas['SampleRequest'];
export type OperationReply = Schemas['OperationDescription'];
export type Notes = Schemas['Notes'];
export type RecordTree = Schemas['RecordTree'];
export type StoredRecord = Schemas['StoredRecord'];
export type RecordPage = Schemas['RecordPage'];
export type Fault = Schemas['Fault'];
export type SavedSnapshot = Schemas['SavedSnapshot'];
export type CallReply = Schemas['CallReply'];

/** `GET …/journal`, with summaries or with whole entries. */
export type JournalReply<E extends Entry | Summary> = Omit<Schemas['Journal'], 'entries'> & {
  readonly entries: readonly E[];
};
