import '../cli/tls.test.js';
