import '../diff/changes.test.js';
