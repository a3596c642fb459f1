import '../cli/health.test.js';
