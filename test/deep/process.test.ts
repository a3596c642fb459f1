import '../robust/process.test.js';
