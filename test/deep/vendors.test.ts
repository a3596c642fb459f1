import '../control/vendors.test.js';
