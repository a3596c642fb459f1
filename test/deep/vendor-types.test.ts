import '../double/vendor-types.test.js';
