/** A server that breaks its contract is caught: each constraint and each field of a reply is changed in turn. */
import { documentMutants } from '../trust/mutants.js';
import { noticesEach } from '../trust/survivors.js';
import { ofContract } from '../trust/unnoticeable.js';

noticesEach(documentMutants, ofContract);
