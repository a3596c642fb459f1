import '../infer/styles.test.js';
