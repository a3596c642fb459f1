import '../http/slow-readers.test.js';
