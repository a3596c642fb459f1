import '../cli/explain.test.js';
