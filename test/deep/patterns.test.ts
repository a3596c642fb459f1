import '../robust/patterns.test.js';
