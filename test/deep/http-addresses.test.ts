import '../http/addresses.test.js';
