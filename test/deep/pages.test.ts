/** docs/own-document.md and docs/editions.md: their files are valid, their commands print the shown output, their code runs. */
import { Page } from '../support/page.js';

it.each([
  ['own-document.md', [], 8],
  ['editions.md', ['petstore.yaml'], 8],
])('%s works from top to bottom', async (file, beside, least) => {
  const page = new Page(file, beside);
  try {
    await page.run();
  } finally {
    await page.end();
  }
  expect(page.ran).toEqual(page.commands);
  expect(page.commands.length).toBeGreaterThanOrEqual(least);
});
