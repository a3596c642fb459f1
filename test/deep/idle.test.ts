import '../http/idle.test.js';
