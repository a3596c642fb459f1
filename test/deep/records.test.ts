import '../control/records.test.js';
