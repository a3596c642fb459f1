import '../world/store/collection.test.js';
