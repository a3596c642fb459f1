import '../control/large-snapshots.test.js';
