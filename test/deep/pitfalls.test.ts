import '../pitfalls.test.js';
