import '../situations/parameters.test.js';
