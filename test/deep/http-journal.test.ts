import '../http/journal.test.js';
