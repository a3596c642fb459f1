/** A server that breaks its contract is caught: each constraint and each field of a reply is changed in turn. */
import { documentMutants } from './mutants.js';
import { noticesMutants } from './survivors.js';
import { ofContract } from './unnoticeable.js';

noticesMutants(documentMutants, ofContract);
