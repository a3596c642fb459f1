/** Compares inference on two hundred sampled operations with labels that were written before it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationRule } from '../../src/grammar/behavior.js';
import { infer } from '../../src/infer/infer.js';
import { describeDocuments, documentNamed } from '../support/documents.js';
import { root } from '../support/double.js';
import { operationsOf } from '../support/life/samples.js';

interface Label {
  document: string;
  operation: string;
  is: string;
  resource?: string;
}

const labels = JSON.parse(readFileSync(join(root, 'test/infer/labels.json'), 'utf8')) as Label[];

/** The label of a rule; undefined: stateless. */
function claimOf(rule: OperationRule, method: string): string | undefined {
  switch (rule.verb) {
    case 'create':
    case 'list':
    case 'delete':
      return rule.verb;
    case 'read':
      return method === 'GET' ? 'read' : 'action';
    case 'update':
    case 'replace':
    case 'upsert':
      return 'update';
    case 'singleton':
      return rule.does === 'read' ? 'singleton-read' : 'singleton-write';
    default:
      return undefined;
  }
}

const normalizedLabel = (label: string): string => (label === 'replace' || label === 'upsert' ? 'update' : label);

const compareWithLabels = () =>
  [...new Set(labels.map(({ document }) => document))].flatMap((name) => {
    const document = documentNamed(name);
    const { operations } = infer(document);
    const described = [...operationsOf(document).values()];
    return labels
      .filter((label) => label.document === name)
      .map((label) => {
        const found = described.find(({ method, path }) => `${method} ${path}` === label.operation);
        const rule = found && operations[found.id];
        return { ...label, claim: rule && claimOf(rule, found.method) };
      });
  });

describeDocuments('the labelled operations', () => {
  let judged: ReturnType<typeof compareWithLabels> = [];

  beforeAll(() => {
    judged = compareWithLabels();
  });

  it('judges two hundred operations and infers a stateful rule for most', () => {
    expect(labels).toHaveLength(200);
    expect(judged.filter(({ claim }) => claim !== undefined).length).toBeGreaterThan(110);
  });

  it('is right about at least 97 % of the stateful rules', () => {
    const claimed = judged.filter(({ claim }) => claim !== undefined);
    const wrong = claimed.filter(({ is, claim }) => normalizedLabel(is) !== claim);
    const reported = wrong.map(
      ({ document, operation, is, claim }) => `${document} ${operation}: ${is}, not ${String(claim)}`,
    );
    expect(wrong.length / claimed.length > 0.03 ? reported : []).toEqual([]);
  });
});
