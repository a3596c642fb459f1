import '../package.test.js';
