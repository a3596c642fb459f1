import '../http/robust.test.js';
