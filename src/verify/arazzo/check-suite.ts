/** Checks a contract suite: its rules, operations, parameters, steps, inputs and expressions. */
import type { Vendor } from '../../engine/model/vendor.js';
import type { Arazzo, Parameter, Parameters, Step } from '../../grammar/arazzo.js';
import { suggest } from '../../engine/values/suggest.js';
import { compileCriterion } from './criterion.js';
import { expression, ExpressionError, payload, type Reference } from './expression.js';
import { COMMON_INPUTS, optionOf } from '../inputs.js';
import { resolved } from './parameters.js';
import { coverableRules } from '../coverable-rules.js';

export interface Problem {
  /** Path in the document. */
  path: PropertyKey[];
  problem: string;
  remedy: string;
}

export function checkSuite({ workflows, components }: Arazzo, vendor: Vendor): Problem[] {
  const out: Problem[] = [];
  const rules = coverableRules(vendor);
  const report = (path: PropertyKey[], problem: string, remedy: string): unknown => out.push({ path, problem, remedy });
  const known = components?.parameters ?? {};
  const taken = new Set<string>();
  for (const [w, workflow] of workflows.entries()) {
    const at = ['workflows', w];
    if (taken.has(workflow.workflowId))
      report([...at, 'workflowId'], `workflowId ${workflow.workflowId} is used twice`, 'rename one');
    taken.add(workflow.workflowId);
    for (const [i, rule] of workflow['x-stuntdouble-rules'].entries())
      if (!rules.has(rule))
        report(
          [...at, 'x-stuntdouble-rules', i],
          `there is no rule ${rule}`,
          `${suggest(rule, [...rules.keys()])} \`stuntdouble explain ${vendor.name} --all --json\` lists them all`,
        );
    const outputs = new Map<string, Set<string>>();
    const refers = (path: PropertyKey[], references: readonly Reference[], may: 'call' | 'exchange'): void => {
      for (const reference of references) {
        if (reference === 'exchange') {
          if (may === 'call') report(path, 'it refers to a call that has not been made', 'use $inputs or $steps');
        } else if ('input' in reference) {
          if (optionOf(reference.input) === undefined)
            report(
              path,
              `there is no input ${reference.input}`,
              `use one of ${COMMON_INPUTS.join(', ')}, second_token, token_<reason>, record_<refusal>`,
            );
        } else if (outputs.get(reference.step)?.has(reference.output) !== true)
          report(
            path,
            `no earlier step ${reference.step} has an output ${reference.output}`,
            `earlier steps have ${
              [...outputs]
                .map(([step, names]) => [...names].map((name) => `${step}.${name}`))
                .flat()
                .join(', ') || 'none'
            }`,
          );
      }
    };
    const reading = (path: PropertyKey[], may: 'call' | 'exchange', read: () => readonly Reference[]): void => {
      try {
        refers(path, read(), may);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        report(path, error.message, 'see docs/verify.md');
      }
    };
    const parameters = (path: PropertyKey[], given: Parameters | undefined): void => {
      for (const [i, item] of (given ?? []).entries()) {
        if ('reference' in item && resolved([item], known).length === 0)
          report([...path, i], `${item.reference} is not declared`, 'add it under components.parameters');
        reading([...path, i], 'call', () => resolved([item], known).flatMap((one) => payload(one.value).refers));
      }
    };
    parameters([...at, 'parameters'], workflow.parameters);
    for (const [s, step] of workflow.steps.entries()) {
      const here = [...at, 'steps', s];
      if (outputs.has(step.stepId)) report([...here, 'stepId'], `stepId ${step.stepId} is used twice`, 'rename one');
      parameters([...here, 'parameters'], step.parameters);
      for (const [path, problem, remedy] of operationProblems(vendor, step, [
        ...resolved(workflow.parameters, known),
        ...resolved(step.parameters, known),
      ]))
        report([...here, ...path], problem, remedy);
      const { requestBody } = step;
      if (requestBody) reading([...here, 'requestBody', 'payload'], 'call', () => payload(requestBody.payload).refers);
      for (const [i, criterion] of (step.successCriteria ?? []).entries())
        reading([...here, 'successCriteria', i], 'exchange', () => compileCriterion(criterion).refers);
      for (const [name, source] of Object.entries(step.outputs ?? {}))
        reading([...here, 'outputs', name], 'exchange', () => [expression(source).refers]);
      const after = step['x-stuntdouble-pace']?.after?.step;
      if (after !== undefined && !outputs.has(after))
        report(
          [...here, 'x-stuntdouble-pace'],
          `there is no earlier step ${after}`,
          `use one of ${[...outputs.keys()].join(', ') || 'none'}`,
        );
      outputs.set(step.stepId, new Set(Object.keys(step.outputs ?? {})));
      for (const value of step['x-stuntdouble-order']?.values ?? [])
        reading([...here, 'x-stuntdouble-order'], 'exchange', () => [expression(value).refers]);
    }
  }
  return out;
}

function* operationProblems(
  { contract }: Vendor,
  { operationId }: Step,
  parameters: readonly Parameter[],
): Generator<[PropertyKey[], string, string]> {
  if (operationId === undefined) return;
  const operation = contract.operations.find((candidate) => candidate.id === operationId);
  if (operation === undefined) {
    const known = contract.operations.map((item) => item.id);
    yield [['operationId'], `there is no operation ${operationId}`, suggest(operationId, known)];
    return;
  }
  const given = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
  for (const name of operation.parameters)
    if (!given.includes(name))
      yield [['parameters'], `the path parameter ${name} of ${operationId} has no value`, 'add it to the parameters'];
  for (const name of given)
    if (!operation.parameters.includes(name))
      yield [
        ['parameters'],
        `${operationId} has no path parameter ${name}`,
        operation.parameters.length > 0 ? `use one of ${operation.parameters.join(', ')}` : 'remove it',
      ];
}
