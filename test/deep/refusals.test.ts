import '../laws/refusals.test.js';
