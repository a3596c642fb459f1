/** Addresses and names of editions: beside their vendor, or at its plain address. */
import { double } from '../support/double.js';
import type { Double, DoubleOptions } from '../../src/double/api.js';
import { EditionError, UnknownVendorError } from '../../src/index.js';
import { acme2, specsWith } from '../support/editions.js';
import { acme } from '../support/acme.js';

const bolt = { 'bolt/openapi.yaml': acme['openapi.yaml'], 'bolt/behavior.yaml': acme['behavior.yaml'] };
const ALL = { ...acme2, ...bolt };

const started = (options: DoubleOptions = {}): Promise<Double> =>
  double({ specs: specsWith(ALL), listen: false, ...options });

/** Whether the edition answers: it alone has the total of a list. */
async function answersAsEdition(target: Double, url: string): Promise<boolean> {
  const reply = await target.fetch(url, { headers: { 'x-acme-key': 'k' } });
  expect([url, reply.status]).toEqual([url, 200]);
  return Object.hasOwn((await reply.json()) as object, 'total');
}

const HOST = 'https://api.acme.example/gadgets';

describe('beside its vendor', () => {
  it('has a path of its own, also below a sandbox', async () => {
    const target = await started();
    expect(target.url('acme@2')).toMatch(/\/acme@2$/);
    for (const [path, isEdition] of [
      ['/acme/gadgets', false],
      ['/acme@2/gadgets', true],
      ['/acme%402/gadgets', true],
      ['/@worker/acme@2/gadgets', true],
      [HOST, false],
    ] as const)
      expect([path, await answersAsEdition(target, path)]).toEqual([path, isEdition]);
  });

  it('is steered by its name', async () => {
    const target = await started();
    target.faults.add({ vendor: 'acme@2', operation: 'listGadgets', status: 503 });
    target.faults.add({ operation: 'acme@2.getGadget', status: 502 });
    expect((await target.fetch(`${target.url('acme')}/gadgets`, { headers: { 'x-acme-key': 'k' } })).status).toBe(200);
    expect((await target.fetch(`${target.url('acme@2')}/gadgets`, { headers: { 'x-acme-key': 'k' } })).status).toBe(
      503,
    );
    expect(target.journal.find({ vendor: 'acme@2' })).toHaveLength(1);
    expect(target.records('acme@2', 'gadget', 'demo')).toHaveLength(1);
    expect(JSON.stringify(target.snapshot())).toContain('acme@2');
  });

  it('leaves an operation that is named without a vendor to the vendor', async () => {
    const target = await started({ vendors: ['acme', 'acme@2'] });
    expect(target.faults.add({ operation: 'listGadgets', status: 503 }).vendor).toBe('acme');
  });
});

describe('at the plain address', () => {
  it('takes the path and the host of its vendor, whose base is not served', async () => {
    const target = await started({ editions: { acme: '2' } });
    expect(target.vendors).toEqual(['acme@2', 'bolt']);
    expect([target.url('acme'), target.url('acme@2')]).toEqual([
      expect.stringMatching(/\/acme$/),
      expect.stringMatching(/\/acme$/),
    ]);
    for (const url of [
      '/acme/gadgets',
      '/acme@2/gadgets',
      '/@worker/acme/gadgets',
      HOST,
      'http://acme.localhost/gadgets',
    ])
      expect([url, await answersAsEdition(target, url)]).toEqual([url, true]);
    expect(target.operations('acme')).not.toContain('deleteGadget');
    expect(target.curl('acme@2')).toContain('/acme/gadgets');
  });

  it('takes the host also from an edition that is earlier in the list', async () => {
    const specs = specsWith({ ...ALL, 'acme@1/behavior.yaml': 'stuntdouble: 1\nextends: base\n' });
    const target = await double({ specs, editions: { acme: '2' }, listen: false });
    expect(target.vendors).toEqual(['acme@1', 'acme@2', 'bolt']);
    expect(await answersAsEdition(target, HOST)).toBe(true);
  });

  it('is served at the root if it is alone', async () => {
    for (const vendors of [['acme'], ['acme@2']]) {
      const target = await started({ vendors, editions: { acme: '2' } });
      expect(target.vendors).toEqual(['acme@2']);
      expect(await answersAsEdition(target, '/gadgets')).toBe(true);
      expect(await answersAsEdition(target, '/acme/gadgets')).toBe(true);
    }
  });

  it('keeps its own name in the journal and for faults', async () => {
    const target = await started({ editions: { acme: '2' } });
    await answersAsEdition(target, '/acme/gadgets');
    expect(target.journal.find({ vendor: 'acme@2' })).toHaveLength(1);
    expect(() => target.faults.add({ vendor: 'acme', operation: 'listGadgets', status: 503 })).toThrow(
      'acme is not served; did you mean acme@2?',
    );
  });

  it('can be that of a directory that is named by its path', async () => {
    const specs = specsWith({ ...acme2, 'acme@1/behavior.yaml': 'stuntdouble: 1\nextends: base\n' });
    const at = `${specs}/acme`;
    for (const where of [{ vendors: [at] }, { specs: at }, { specs: { acme: at } }]) {
      const target = await double({ ...where, editions: { acme: '2' }, listen: false });
      expect(target.vendors).toEqual(['acme@2']);
      expect(await answersAsEdition(target, '/acme/gadgets')).toBe(true);
    }
  });
});

it('is served alone by its name or its path, without its base', async () => {
  const specs = specsWith(acme2);
  for (const options of [{ specs, vendors: ['acme@2'] }, { vendors: [`${specs}/acme@2`] }]) {
    const target = await double({ ...options, listen: false });
    expect(target.vendors).toEqual(['acme@2']);
    for (const url of ['/gadgets', '/acme@2/gadgets', HOST])
      expect([url, await answersAsEdition(target, url)]).toEqual([url, true]);
  }
});

it('refuses the snapshot of its base', async () => {
  const target = await started({ vendors: ['acme', 'acme@2'] });
  target.faults.add({ vendor: 'acme', operation: 'listGadgets', status: 503 });
  const alone = await started({ vendors: ['acme@2'] });
  expect(() => alone.restore(target.snapshot())).toThrow('/vendors/acme: this vendor is not served');
});

describe('an edition that cannot be served', () => {
  it.each<[DoubleOptions, string]>([
    [{ editions: { acme: '3' } }, 'Cannot find the edition 3 of acme; the editions of acme: 2'],
    [{ editions: { bolt: '2' } }, 'Cannot find the edition 2 of bolt; bolt has no editions'],
    [{ editions: { acne: '2' } }, 'Cannot find the vendor acne for its edition 2; did you mean acme?'],
    [
      { editions: { acme: 'Two words' } },
      'Cannot use the edition "Two words" of acme: write lower-case letters, digits, . _ and -, with a letter or digit first',
    ],
    [
      { vendors: ['bolt'], editions: { acme: '2' } },
      'Cannot use the edition acme@2: acme is not served; serve it as well',
    ],
    [{ vendors: ['acme@3'] }, 'Cannot find the edition 3 of acme; the editions of acme: 2'],
  ])('%j', async (options, message) => {
    await expect(started(options)).rejects.toThrow(new EditionError(message));
  });

  it.each([[['acme=2']], ['acme=2']])('editions that are %j are refused', async (editions: unknown) => {
    await expect(started({ editions } as DoubleOptions)).rejects.toThrow(
      `Cannot use the editions ${JSON.stringify(editions)}: write an object by vendor, such as { acme: '2026-08' }`,
    );
  });

  it('of an unknown vendor is an unknown vendor', async () => {
    await expect(started({ vendors: ['acne@2'] })).rejects.toThrow(UnknownVendorError);
    await expect(started({ vendors: ['acne'] })).rejects.toThrow('Cannot find the vendor acne; did you mean acme?');
  });

  it('is refused for a directory that is named by its path, and for one of another vendor', async () => {
    const specs = specsWith(ALL);
    const acmeAlone = { vendors: [`${specs}/acme`], listen: false };
    await expect(double({ ...acmeAlone, editions: { acme: '3' } })).rejects.toThrow('the editions of acme: 2');
    await expect(double({ ...acmeAlone, editions: { bolt: '3' } })).rejects.toThrow('bolt is not served');
  });
});
