import '../http/idle-timeout.test.js';
