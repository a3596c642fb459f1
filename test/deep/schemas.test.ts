import '../situations/schemas.test.js';
