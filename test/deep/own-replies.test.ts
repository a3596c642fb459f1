import '../laws/own-replies.test.js';
