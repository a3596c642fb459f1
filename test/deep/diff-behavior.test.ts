import '../diff/behavior.test.js';
