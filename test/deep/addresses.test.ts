import '../situations/addresses.test.js';
