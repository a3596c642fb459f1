import '../without-base-url.test.js';
