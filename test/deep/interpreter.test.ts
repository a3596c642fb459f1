import '../contract/interpreter.test.js';
