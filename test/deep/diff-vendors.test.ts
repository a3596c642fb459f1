import '../diff/vendors.test.js';
