import '../world/snapshot/snapshot.test.js';
