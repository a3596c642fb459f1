/** One test for each statement of the vendor's page (specs/arize/SOURCES.md, S1 to S43), and for what the fact sheet adds. */
import { serve } from '../support/double.js';

const ID = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const path = `/v2/integrations/${encodeURIComponent(ID)}`;

describe('Arize: update an integration', () => {
  it('S13: refuses another type with 422, even one that no enum has', async () => {
    const { call } = await serve('arize');
    const reply = await call('patch', path, { type: 'agent', name: 'x' });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ status: 422, title: 'Unprocessable Entity' });
  });
});
