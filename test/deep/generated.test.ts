import '../robust/generated.test.js';
