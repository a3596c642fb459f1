import '../suite/printed.test.js';
