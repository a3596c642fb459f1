import '../contract/bounds.test.js';
