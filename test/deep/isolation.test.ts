import '../laws/isolation.test.js';
