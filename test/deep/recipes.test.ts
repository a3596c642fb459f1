import '../recipes.test.js';
