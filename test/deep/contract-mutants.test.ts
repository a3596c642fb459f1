/** A server that breaks its contract is caught: each constraint and each field of a reply is changed in turn. */
import { documentMutants } from '../trust/mutants.js';
import { noticesMutants } from '../trust/survivors.js';
import { ofContract } from '../trust/unnoticeable.js';

noticesMutants(documentMutants, ofContract);
