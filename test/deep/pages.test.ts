import '../pages.test.js';
