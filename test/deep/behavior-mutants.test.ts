import '../trust/behavior-mutants.test.js';
