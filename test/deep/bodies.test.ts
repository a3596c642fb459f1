import '../situations/bodies.test.js';
