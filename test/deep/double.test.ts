/** The double passes the contract suite of every vendor, with nothing skipped and nothing left. */
import { basename, join } from 'node:path';
import { startDouble } from '../../src/double/start.js';
import { loadVendors } from '../../src/loading/vendors.js';
import { suiteOf } from '../../src/suite/suite.js';
import { operationFor } from '../../src/verify/run/cleanup.js';
import { root } from '../support/double.js';
import { directories, vendorIn } from '../support/lab.js';
import { isDeep, long } from '../support/depth.js';
import { doubleOf, inputsOf, run, suiteIn, targetOf } from '../support/suite.js';

/** A sample is the vendor with the smallest suite. */
const tried = isDeep ? directories : directories.filter((directory) => basename(directory) === 'nairi');

it.each(tried.map((name) => [basename(name), name]))('%s conforms to its contract', async (name, directory) => {
  const vendor = vendorIn(directory);
  const { cases } = await suiteIn(directory);
  await using double = await doubleOf(name);
  if (vendor.behavior.limits) double.limits.enable(name);
  const { results, summary } = await run({ vendor, cases, inputs: inputsOf(vendor), target: targetOf(double, name) });
  expect(results.filter((result) => result.verdict !== 'passed')).toEqual([]);
  expect(summary.passed).toBe(cases.length);
  expect(cases.length).toBeGreaterThan(40);
  // What no operation of the vendor removes stays; all else goes.
  expect(summary.left.filter((left) => operationFor(vendor, 'delete', left.resource) !== undefined)).toEqual([]);
});

long('a document without security, whose refusals it does not declare, conforms to its contract', async () => {
  const [vendor] = await loadVendors({ vendors: [join(root, 'docs/petstore.yaml')] });
  if (vendor === undefined) throw new Error('there is no petstore');
  const { cases } = await suiteOf(vendor);
  await using double = await startDouble({ vendors: [join(root, 'docs/petstore.yaml')], listen: false });
  for (let n = 0; n < 3; n++)
    await double.fetch(`${double.url(vendor.name)}/pets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Rex"}',
    });
  const { results } = await run({ vendor, cases, inputs: inputsOf(vendor), target: targetOf(double, vendor.name) });
  expect(results.filter((result) => result.verdict !== 'passed')).toEqual([]);
  expect(results.length).toBeGreaterThan(20);
});

it('a document that gives no values for required fields has no suite, and the case is named', async () => {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
  const responses = { 200: { description: 'The thing', content } };
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const properties = { id: { type: 'integer', readOnly: true }, size: { type: 'integer', minimum: 2 } };
  const [vendor] = await loadVendors({
    specs: {
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: {
        '/things': { post: { operationId: 'addThing', requestBody: { content }, responses } },
        '/things/{id}': { get: { operationId: 'getThing', parameters, responses } },
      },
      components: { schemas: { Thing: { type: 'object', required: ['id', 'size'], properties } } },
    },
  });
  if (vendor === undefined) throw new Error('there is no vendor');
  await expect(suiteOf(vendor)).rejects.toThrow(
    expect.objectContaining({
      name: 'RehearsalError',
      message: expect.stringMatching(/addThing .*size is required/) as string,
    }) as Error,
  );
});

it.each(tried.map((name) => [basename(name), name]))('the suite of %s is the same each time', async (_, directory) => {
  const { document } = await suiteIn(directory);
  const ids = document.workflows.map((workflow) => workflow.workflowId);
  expect(new Set(ids).size).toBe(ids.length);
});
