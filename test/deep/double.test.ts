import '../verify/double.test.js';
