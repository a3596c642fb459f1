import { certificateNames } from '../../src/tls/names.js';

const LOCAL = ['localhost', '127.0.0.1', '::1', '*.localhost'];
const namesOf = (vendors: string[], hosts: string[]): readonly string[] =>
  certificateNames(vendors, hosts).names.filter((name) => !LOCAL.includes(name));

it('has the names of this machine, of the vendors below localhost, and of their own hosts', () => {
  const { names, leftOut } = certificateNames(['acme'], ['api.acme.test', 'EU.acme.test:8443', '[::2]:80', '::3']);
  expect(names).toEqual([...LOCAL, 'acme.localhost', 'api.acme.test', 'eu.acme.test', '::2', '::3']);
  expect(leftOut).toEqual([]);
});

it('has no name twice, and none that a certificate cannot have', () => {
  const invalid = ['', '0.0.0.0', '::', '{deployment}', 'a b', 'a..b', '-a.test', `${'a'.repeat(64)}.test`, '*.*.test'];
  expect(namesOf(['acme@2026-08'], [...invalid, 'localhost', 'a.test.', 'a.test'])).toEqual(['a.test']);
});

it('lists the hosts for which a certificate has no room', () => {
  const hosts = Array.from({ length: 5000 }, (_, index) => `host-${index}.acme.test`);
  const { names, leftOut } = certificateNames([], hosts);
  expect([...names, ...leftOut]).toEqual([...LOCAL, ...hosts]);
  expect(leftOut.length).toBeGreaterThan(0);
  expect(names.join('').length).toBeLessThanOrEqual(40_000);
});
