/** Values that aliases of YAML show in many places are checked once. */
import { checkReferences } from '../../src/loading/check-references.js';
import { checkSchemas } from '../../src/loading/check-schemas.js';
import type { PlacedDocument } from '../../src/loading/placed-document.js';

/** A document that shows a value in 2 to the power of 16 places. */
function doubled(value: object): PlacedDocument {
  let shown: object = value;
  for (let level = 0; level < 16; level++) shown = { a: shown, b: [shown] };
  const place = { file: 'openapi.yaml', line: 1 };
  return {
    file: place.file,
    value: { properties: shown, other: shown },
    mistakes: [],
    notes: () => [],
    place: () => place,
    mistake: (_path, problem, remedy) => ({ ...place, problem, remedy }),
    removal: () => undefined,
  };
}

it('finds a reference without target once', () => {
  expect(checkReferences(doubled({ $ref: '#/gone' }))).toEqual([
    expect.objectContaining({ problem: '$ref to #/gone, which has no target' }),
  ]);
});

it('finds an empty enum and an unusable pattern once', () => {
  expect(checkSchemas(doubled({ enum: [], pattern: '(?=a)' })).map(({ problem }) => problem.slice(0, 20))).toEqual([
    'an enum without valu',
    'the pattern (?=a) ca',
  ]);
});

it('tells properties from keywords, also if one value is both', () => {
  const names = { $ref: 'elsewhere', enum: [] };
  const source = doubled({ properties: names, 'x-same': names });
  expect(checkReferences(source)).toHaveLength(1);
  expect(checkSchemas(source)).toHaveLength(1);
});
