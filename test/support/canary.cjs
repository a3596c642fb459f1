// Preloaded into a process: reports changes of shared prototypes on stderr at exit.
const shared = [Object, Array, Function, String, Number, Boolean, RegExp, Error, Date, Promise, Map, Set, Buffer];
const states = () =>
  new Map(
    shared.flatMap((it) =>
      [it, it.prototype].flatMap((holder) =>
        Reflect.ownKeys(holder).map((key) => [
          `${it.name}${holder === it ? '' : '.prototype'}.${String(key)}`,
          Object.getOwnPropertyDescriptor(holder, key),
        ]),
      ),
    ),
  );
const before = states();
process.on('exit', () => {
  for (const [name, { value, get }] of states()) {
    const old = before.get(name);
    if (!old || !Object.is(old.value, value) || old.get !== get)
      process.stderr.write(`${name} is another than at the start\n`);
  }
});
