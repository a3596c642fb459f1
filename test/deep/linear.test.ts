import '../contract/linear.test.js';
