import '../world/snapshot/large.test.js';
