import '../loading/check.test.js';
