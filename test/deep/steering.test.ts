import '../http/steering.test.js';
