import '../robust/corpus.test.js';
