import '../robust/specs.test.js';
