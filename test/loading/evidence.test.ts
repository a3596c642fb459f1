/** What `check` says about the references of evidence: a source is named, and what is ours is a part. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Behavior, Evidence } from '../../src/grammar/behavior.js';
import { quirks } from '../../src/quirks/index.js';
import { checkEvidence } from '../../src/loading/behavior/check-evidence.js';
import { checkDirectory } from '../../src/loading/load.js';
import { formatMistake } from '../../src/loading/mistakes.js';
import { acme } from '../support/acme.js';

/** The problems of a rule with this evidence. */
function problems(evidence: Evidence): string[] {
  const found: string[] = [];
  const limits = [{ requests: 1, seconds: 1, evidence }];
  const behavior = { limits, dialect: { refusals: {} } } as unknown as Behavior;
  const report = (_: unknown, problem: string): void => void found.push(problem);
  const rest = { isUncertain: () => false, unnamed: new Set<string>(), contract: NONE, quirks: new Set<string>() };
  checkEvidence({ behavior, report, reportMissing: report, note: report, ...rest });
  return found;
}

// No reference is looked up in it.
const NONE = {} as Parameters<typeof checkEvidence>[0]['contract'];

it('is reported with file, line and remedy', () => {
  const specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  try {
    mkdirSync(join(specs, 'acme'));
    const before = 'getGadget: { verb: read, resource: gadget, evidence: { assumed: a test } }';
    for (const [name, text] of Object.entries(acme))
      writeFileSync(
        join(specs, 'acme', name),
        text.replace(before, before.replace('assumed: a test', 'documented: S3 likewise')),
      );
    const reported = checkDirectory(specs, { quirks }).mistakes.map((mistake) =>
      formatMistake(mistake).replace(/^.*acme\//, ''),
    );
    expect(reported).toEqual([
      expect.stringMatching(
        /^behavior\.yaml:\d+ the reference "S3 likewise" points at another rule \("likewise"\): name the source of this rule$/,
      ),
    ]);
  } finally {
    rmSync(specs, { recursive: true });
  }
});

describe('a reference that is about a part of its rule', () => {
  it.each([
    'S3; the others are the same',
    'S3, the text is ours',
    'in the words of S19',
    'in words of the page',
    'after the manner of F15',
    'after the words of S3',
    'S3; the rest is A1',
    'S3 gives the status',
    'S3; the body is from S4',
    'S3 for the status',
    'S3; the default is 50',
    'wording follows S3',
    'S3, with the status taken from F4',
    'S3, worded like the errors page',
  ])('%s', (reference) => {
    expect(problems({ documented: reference })).toEqual([
      expect.stringMatching(/^the reference ".+" is about a part of the rule \(".+"\)$/),
    ]);
  });

  it('is refused for an assumption too', () => {
    expect(problems({ assumed: 'in the words of S19' })).toHaveLength(1);
  });
});

describe('a reference that points at another rule', () => {
  it.each([
    'likewise',
    'same as above',
    'S3, as above',
    'see above',
    'ditto',
    'as the others',
    'the same as before',
    'S3, same for the name',
    'S3; the same with updates',
    'as with updates',
    'S3, as for PATCH',
    'S3, also for deletes',
    'S3 holds here',
  ])('%s', (reference) => {
    expect(problems({ documented: reference })).toEqual([expect.stringMatching(/ points at another rule /)]);
  });

  it('is no reason for an assumption', () => {
    expect(problems({ assumed: 'same as above' })).toEqual([expect.stringMatching(/ points at another rule /)]);
    expect(problems({ assumed: 'a POST is refused likewise, since it would change the record' })).toEqual([]);
  });
});

describe('a source that states a conclusion', () => {
  it.each([
    'presumably S3',
    'S3, probably',
    'S3 by analogy',
    'analogous to S3',
    'S3, inferred from the example',
    'S3; not documented for this field',
    'S3 (undocumented)',
    'implied by S3',
    'similar to S3',
    'S3 most likely',
    'as we assume from S3',
    'S3, by extension',
    'S3, generalized from one field',
    'S3, extended to other fields',
    'modeled on S3',
    'S3 suggests it',
    'derived from S3',
    'consistent with S3',
    'based on S3',
    'S3 and its counterpart',
    'taken over from F4',
  ])('%s', (reference) => {
    for (const level of ['documented', 'client'])
      expect(problems({ [level]: reference })).toEqual([expect.stringMatching(/ and states a conclusion /)]);
    expect(problems({ assumed: reference })).toEqual([]);
  });
});

describe('a source that names our own decision', () => {
  it.each(['S3 A1', 'F7 F9 C4', 'C2'])('%s', (reference) => {
    expect(problems({ client: reference })).toEqual([
      expect.stringMatching(/ is client and names [AC]\d, which is our own decision$/),
    ]);
    expect(problems({ assumed: reference })).toEqual([]);
  });
});

describe('a reference that is sound', () => {
  it.each([
    'S3 F12',
    'F28 to F32',
    'https://docs.example/likely/as-above/values-are-kept',
    'the page "Update a gadget", section Errors',
    'README of the vendor\'s client 2.1.0, "Defaults"',
    'docs/errors.md, table of statuses',
    'F4 S20',
    'the page "The status follows; same for deletes"',
    'the page “Values are kept”',
    'OpenAPI document of the vendor, components.schemas.Problem',
  ])('%s', (reference) => {
    for (const level of ['documented', 'client', 'assumed']) expect(problems({ [level]: reference })).toEqual([]);
  });
});
