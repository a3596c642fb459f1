import '../robust/concurrency.test.js';
