/** The laws of every behavior, held against what inference makes of the handed documents. */
import { describeDocuments, documentNamed, documentNames, sourceOf } from '../support/documents.js';
import { heldBy, repeated } from '../support/life/hold.js';

describeDocuments.each(documentNames)('%s', (name) => {
  it('keeps the laws', async () => {
    const { broken, counts } = await heldBy(documentNamed(name));
    const resources = counts['create then read is the same record'] ?? 0;
    const lost = new Set(broken.map((reported) => reported.split(':')[0]));
    expect(resources).toBeGreaterThan(0);
    expect(lost.size / resources > 0.05 ? broken : []).toEqual([]);
  });

  it('has its seed again after a reset, and answers the same calls with the same bytes', async () => {
    const { first, reset, other } = await repeated(sourceOf(name));
    expect(first.replies.length).toBeGreaterThan(0);
    expect(first.end).not.toBe(first.start);
    expect(reset).toEqual(first);
    expect(other).toEqual(first);
  });
});
