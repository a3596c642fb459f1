import '../http/bad-input.test.js';
