import '../cli/serve.test.js';
