import '../robust/isolation.test.js';
