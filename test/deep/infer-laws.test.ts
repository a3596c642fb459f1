import '../infer/laws.test.js';
