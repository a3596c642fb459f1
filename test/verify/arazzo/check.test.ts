/** `check` refuses an inconsistent contract suite: file, line, remedy. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quirks } from '../../../src/quirks/index.js';
import { checkDirectory } from '../../../src/loading/load.js';
import { acme } from '../../support/acme.js';

const validSuite = `arazzo: 1.0.1
info: { title: Acme, version: 1.0.0 }
sourceDescriptions: [{ name: acme, url: ./openapi.yaml, type: openapi }]
components:
  parameters:
    credential: { name: X-Acme-Key, in: header, value: '{$inputs.token}' }
workflows:
  - workflowId: reads
    parameters: [{ reference: $components.parameters.credential }]
    x-stuntdouble-rules: [getGadget]
    steps:
      - stepId: make
        operationId: createGadget
        requestBody: { payload: { name: '{$inputs.run}', kind: light } }
        successCriteria: [{ condition: $statusCode == 201 }]
        outputs: { id: $response.body#/id }
      - stepId: read
        operationId: getGadget
        parameters: [{ name: id, in: path, value: $steps.make.outputs.id }]
        successCriteria:
          - condition: $statusCode == 200 && $response.body#/id == $steps.make.outputs.id
          - { context: $response.body, condition: '$[?@.kind == "light"]', type: jsonpath }
`;

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'stuntdouble-')), 'acme');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

async function mistakesIn(text: string): Promise<string[]> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir(directory, { recursive: true });
  for (const [name, content] of Object.entries({ ...acme, 'contract.arazzo.yaml': text }))
    writeFileSync(join(directory, name), content);
  return checkDirectory(directory, { quirks }).mistakes.map(
    (mistake) => `${mistake.file.split('/').at(-1) ?? ''}:${mistake.line} ${mistake.problem}: ${mistake.remedy}`,
  );
}

it('accepts a valid suite', async () => {
  expect(await mistakesIn(validSuite)).toEqual([]);
  expect(readFileSync(join(directory, 'contract.arazzo.yaml'), 'utf8')).toBe(validSuite);
});

it.each([
  [
    'an unknown rule',
    '[getGadget]',
    '[getGadgets]',
    /^contract\.arazzo\.yaml:10 there is no rule getGadgets: did you mean getGadget/,
  ],
  [
    'an unknown operation',
    'operationId: getGadget',
    'operationId: readGadget',
    /:18 there is no operation readGadget: did you mean createGadget or getGadget/,
  ],
  [
    'a step that does not exist',
    '$steps.make.outputs.id }]',
    '$steps.made.outputs.id }]',
    /:19 no earlier step made has an output id: earlier steps have make\.id/,
  ],
  [
    'an output that does not exist',
    '$response.body#/id == $steps.make.outputs.id',
    '$response.body#/id == $steps.make.outputs.name',
    /:21 no earlier step make has an output name/,
  ],
  [
    'a pace after a step that does not exist',
    '      - stepId: read\n',
    '      - stepId: read\n        x-stuntdouble-pace: { after: { step: made, seconds: 1 } }\n',
    /:18 there is no earlier step made: use one of make/,
  ],
  ['an unknown input', '{$inputs.run}', '{$inputs.name}', /:14 there is no input name/],
  [
    'a malformed condition',
    '$statusCode == 200 &&',
    '$statusCode === 200 &&',
    /:21 .*a value is missing before ==|:21 .*cannot be parsed/,
  ],
  ['a malformed JSONPath', '$[?@.kind == "light"]', '$[?@.kind == ]', /:22 .*is not a JSONPath \(RFC 9535\)/],
  [
    'a comparison behind an index',
    '$[?@.kind == "light"]',
    '$[?@.list[0].kind == "light"]',
    /:22 .*compares a member behind an index/,
  ],
  [
    'three joined by &&',
    '$[?@.kind == "light"]',
    '$[?@.kind == "light" && @.id && @.name]',
    /:22 .*joins more than two conditions by &&: write \(a && b\) && c/,
  ],
  [
    'an unknown expression',
    '$response.body#/id }',
    '$reply.body#/id }',
    /:16 \$reply\.body#\/id is not a supported expression/,
  ],
  [
    'a path parameter without a value',
    'name: id, in: path',
    'name: id, in: query',
    /the path parameter id of getGadget has no value/,
  ],
  ['an unknown key', 'stepId: read', 'stepID: read', /unknown key workflows\.0\.steps\.\d\.stepID/],
  ['a step twice', 'stepId: read', 'stepId: make', /stepId make is used twice/],
  [
    'a parameter that does not exist',
    '$components.parameters.credential',
    '$components.parameters.key',
    /:9 \$components\.parameters\.key is not declared/,
  ],
  ['another version', 'arazzo: 1.0.1', 'arazzo: 2.0.0', /:1 arazzo: the version/],
])('refuses %s', async (_, from, to, expected) => {
  expect(validSuite).toContain(from);
  const mistakes = await mistakesIn(validSuite.replace(from, to));
  expect(mistakes).not.toEqual([]);
  expect(mistakes.join('\n')).toMatch(expected);
});
