import '../cli/verify-terminal.test.js';
