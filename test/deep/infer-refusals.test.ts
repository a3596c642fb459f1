import '../infer/refusals.test.js';
