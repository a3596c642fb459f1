import '../testing/runners.test.js';
