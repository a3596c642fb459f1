import '../cli/state.test.js';
