import '../laws/laws.test.js';
