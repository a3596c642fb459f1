// The requests to each server in bench/comparison.mjs, by document.

/**
 * `collection` and `item(id)`: paths without the base path of the document. `list`: the path of the list, if another.
 * `input(i)`: a body that the document allows. `shown(body)`: a value of it that a reply must repeat. `idOf(body)`: the
 * id in a reply. `change`: method, path, body and the new value. `missing` and `wrong`: bodies that the document forbids.
 */
export const cases = [
  {
    file: 'petstore.yaml',
    base: '/api/v3',
    collection: '/pet',
    item: (id) => `/pet/${id}`,
    list: '/pet/findByStatus?status=available',
    input: (i) => ({ name: `Pet ${i}`, photoUrls: ['https://example.com/1.png'], status: 'available' }),
    shown: (body) => body?.name,
    idOf: (body) => body?.id,
    change: (id) => ({
      method: 'PUT',
      path: '/pet',
      body: { id, name: 'Renamed', photoUrls: ['https://example.com/1.png'], status: 'available' },
      shown: 'Renamed',
    }),
    missing: { status: 'available' },
    wrong: { name: 'Pet', photoUrls: 'none' },
    unknown: '987654321',
  },
  {
    file: 'realworld.yaml',
    base: '/api',
    collection: '/articles',
    item: (id) => `/articles/${id}`,
    input: (i) => ({ article: { title: `Title ${i}`, description: 'About', body: 'Text' } }),
    shown: (body) => body?.article?.title,
    idOf: (body) => body?.article?.slug,
    change: (id) => ({
      method: 'PUT',
      path: `/articles/${id}`,
      body: { article: { title: 'Renamed' } },
      shown: 'Renamed',
    }),
    missing: { article: { title: 'Title' } },
    wrong: { article: { title: 7, description: 'About', body: 'Text' } },
    unknown: 'no-such-article',
    authorization: 'Token judge',
    needsCredential: true,
  },
  {
    file: 'resend.json',
    base: '',
    collection: '/domains',
    item: (id) => `/domains/${id}`,
    input: (i) => ({ name: `host-${i}.example.com` }),
    shown: (body) => body?.name,
    idOf: (body) => body?.id,
    missing: { region: 'us-east-1' },
    wrong: { name: 7 },
    unknown: '00000000-0000-4000-8000-000000000000',
    needsCredential: true,
  },
];
