import '../laws/evidence.test.js';
