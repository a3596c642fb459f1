import '../cli/editions.test.js';
