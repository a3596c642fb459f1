import '../loading/editions.test.js';
