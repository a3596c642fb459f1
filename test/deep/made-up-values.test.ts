/** All reply schemas of the public documents: what is made up for them is valid, by our validator and by another. */
import { describeDocuments, documentNames } from '../support/documents.js';
import { madeUpReplies } from '../support/made-up.js';

describeDocuments('public documents', () => {
  it.each(documentNames)(
    'makes up valid replies for every operation of %s',
    async (name) => {
      const { made, impossible, unread, wrong } = await madeUpReplies(name);
      expect(wrong).toEqual([]);
      expect(impossible).toEqual([]);
      expect(made).toBeGreaterThan(10);
      // Documents have schemas that are none; the first validator has seen those replies all the same.
      expect(unread.length).toBeLessThan(made / 10);
    },
    600_000,
  );
});
