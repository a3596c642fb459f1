// What the build puts in place of modules that openapi-backend requires and that nothing here uses.
const leftOut = () => {
  throw new Error('this part of openapi-backend is left out of the build');
};
module.exports = new Proxy(leftOut, { get: (_, name) => (name === '__esModule' ? undefined : leftOut) });
