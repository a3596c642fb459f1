import '../notices.test.js';
