import '../cli/verify.test.js';
