import '../loading/files.test.js';
