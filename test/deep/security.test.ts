import '../control/security.test.js';
