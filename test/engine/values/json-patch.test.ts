import { applyPatch, PatchError } from '../../../src/engine/values/json-patch.js';

describe('applyPatch', () => {
  it.each([
    ['adds a member', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['adds an element in front of another', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['adds an element at the end', { a: [1] }, [{ op: 'add', path: '/a/-', value: [2] }], { a: [1, [2]] }],
    ['moves a value', { a: { x: 1 }, b: {} }, [{ op: 'move', from: '/a/x', path: '/b/y' }], { a: {}, b: { y: 1 } }],
    ['replaces the whole document', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
    [
      'reads escaped steps',
      { 'a/b': 1, 'c~d': 2 },
      [
        { op: 'remove', path: '/a~1b' },
        { op: 'remove', path: '/c~0d' },
      ],
      {},
    ],
    [
      'compares objects without the order of their keys',
      { a: { x: 1, y: 2 } },
      [{ op: 'test', path: '/a', value: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
    ],
  ])('%s', (_, document, patch, result) => {
    const before = structuredClone(document);
    expect(applyPatch(document, patch)).toEqual(result);
    expect(document).toEqual(before);
  });

  it.each([
    ['an index with a leading zero', { a: [1, 2] }, { op: 'remove', path: '/a/01' }],
    ['an index behind the end', { a: [1] }, { op: 'add', path: '/a/3', value: 1 }],
    ['an element behind the last', { a: [1] }, { op: 'remove', path: '/a/-' }],
    ['a member below a text', { a: 'x' }, { op: 'add', path: '/a/b', value: 1 }],
    ['the replacement of a missing value', {}, { op: 'replace', path: '/a', value: 1 }],
    ['a move into the value itself', { a: { b: {} } }, { op: 'move', from: '/a', path: '/a/b' }],
    ['a missing value', {}, { op: 'add', path: '/a' }],
    ['a prototype', {}, { op: 'add', path: '/__proto__/x', value: 1 }],
    ['what is no operation', {}, 'remove'],
  ])('refuses %s', (_, document, operation) => {
    expect(() => applyPatch(document, [operation])).toThrow(PatchError);
  });
});
