// Replaces modules that openapi-backend requires for features that are unused here (build.mjs).
const leftOut = () => {
  throw new Error('this part of openapi-backend is left out of the build');
};
module.exports = new Proxy(leftOut, { get: (_, name) => (name === '__esModule' ? undefined : leftOut) });
