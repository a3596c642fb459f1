import '../trust/contract-mutants.test.js';
