import '../cli/state-file.test.js';
