import '../http/tls.test.js';
