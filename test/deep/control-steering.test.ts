import '../control/steering.test.js';
