/** The flags of `faults add`: one for each field of a fault, as its grammar has them. */
import { InvalidArgumentError, Option } from 'commander';
import schema from '../../schema/fault.schema.json' with { type: 'json' };

interface Field {
  description?: string;
  type?: string;
  enum?: readonly string[];
  const?: unknown;
}

/** Vendor and operation are the argument of the command. */
const ARGUMENT = ['vendor', 'operation'];

/** More names than a help line has room for. */
const MAX_CHOICES = 5;

export const faultFlags = (): Option[] =>
  Object.entries(schema.properties as Readonly<Record<string, Field>>)
    .filter(([name]) => !ARGUMENT.includes(name))
    .map(([name, field]) => {
      const option = new Option(`--${name}${placeholder(field)}`, helpText(field.description));
      if (field.type === 'integer') return option.argParser(number);
      return field.type === undefined ? option.argParser(json) : option;
    });

/** As in the help of the other flags: no capital letter, no full stop. */
const helpText = (description = ''): string =>
  description.slice(0, 1).toLowerCase() + description.slice(1).replace(/\.$/, '');

function placeholder(field: Field): string {
  if (field.const === true) return '';
  if (field.enum) return field.enum.length > MAX_CHOICES ? ' <name>' : ` <${field.enum.join('|')}>`;
  return field.type === 'integer' ? ' <number>' : field.type === undefined ? ' <json>' : ' <text>';
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidArgumentError('Expected a number, or JSON such as {"uniform":[100,300]}.');
  }
}
