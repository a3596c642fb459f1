import '../docs.test.js';
