import '../cli/console.test.js';
