/** The double passes the contract suite of every vendor, with nothing skipped and nothing left. */
import { basename } from 'node:path';
import { operationFor } from '../../src/verify/run/cleanup.js';
import { directories, vendorIn } from '../support/lab.js';
import { isDeep } from '../support/depth.js';
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

it.each(tried.map((name) => [basename(name), name]))('the suite of %s is the same each time', async (_, directory) => {
  const { document } = await suiteIn(directory);
  const ids = document.workflows.map((workflow) => workflow.workflowId);
  expect(new Set(ids).size).toBe(ids.length);
});
