/** The same as test/suite/printed.test.ts, over all documents. */
import { describeDocuments, documentFile, documentNames } from '../support/documents.js';
import { bothSay } from '../support/printed.js';

describeDocuments.each(documentNames)('%s', (name) => {
  it('answers every call alike alone and with the behavior that infer prints', async () => {
    const { text, end } = documentFile(name);
    const { alone, printed } = await bothSay(text, end);
    expect(printed).toEqual(alone);
  });
});
