import '../cli/steer.test.js';
