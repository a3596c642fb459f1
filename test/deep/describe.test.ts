import '../describe/describe.test.js';
