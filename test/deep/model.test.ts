import '../laws/model.test.js';
