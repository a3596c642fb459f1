/** A server that breaks one rule is caught: each rule of each behavior is changed in turn, and the suite must notice. */
import { behaviorMutants } from './mutants.js';
import { noticesEach } from './survivors.js';
import { ofBehavior } from './unnoticeable.js';

noticesEach(behaviorMutants, ofBehavior);
