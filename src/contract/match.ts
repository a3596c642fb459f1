/** Finds the operation for a method and a path. */
import type { Json } from '../grammar/json.js';
import type { Match, Operation } from '../engine/model/contract.js';
import { listedValues } from './document-parts.js';
import type { Declared } from './operations.js';
import { preparedParameter, type Parameter } from './parameters/parameter.js';
import { isPlain, pathText } from './parameters/parse.js';
import type { Places } from './schema-place.js';
import { unreachable, type Candidate, type Unreachable } from './unreachable.js';
import { Router } from './router.js';
import { serversIn, serversOf } from './servers.js';

interface MatchOptions {
  slashes?: readonly string[];
  trailingSlash?: 'exact' | 'either';
}

type Styled = ReadonlyMap<string, Parameter>;

export class Matcher {
  readonly #router: Router<Operation>;
  readonly #styled = new Map<Operation, Styled>();
  readonly #candidates: Candidate<Operation>[] = [];

  constructor(document: Json, places: Places, declared: readonly Declared[], { slashes, trailingSlash }: MatchOptions) {
    this.#router = new Router<Operation>({
      slashes: new Set(slashes),
      eitherTrailingSlash: trailingSlash === 'either',
    });
    for (const each of declared) {
      const { operation } = each;
      const listed = listedValues(document, each);
      const { method, path } = operation;
      const { basePaths } = serversIn(serversOf(document, path, method));
      for (const base of basePaths) this.#router.add(method, base + path, operation, listed);
      this.#candidates.push({ method, template: (basePaths[0] ?? '') + path, target: operation, listed });
      const styled = styledParameters(each, places);
      if (styled.size > 0) this.#styled.set(operation, styled);
    }
  }

  /** Operations that no request reaches, with the operation that answers instead. */
  readonly unreachable = (): Unreachable<Operation>[] => unreachable(this.#router, this.#candidates);

  /** The operation; or the methods of the path if it lacks this one; undefined: no such path. */
  readonly match = (
    method: string,
    path: string,
    query?: string,
  ): Match | { allow: string[] } | 'malformed' | undefined => {
    const found = this.#router.find(method, path, query);
    if (found === undefined) return isDecodable(path) ? undefined : 'malformed';
    if ('allow' in found) return { allow: withImplied(found.allow) };
    const { target: operation, values } = found;
    const params = this.#params(operation, values);
    return params === undefined ? 'malformed' : { operation, params };
  };

  #params(operation: Operation, values: readonly string[]): Record<string, string> | undefined {
    const { parameters: names } = operation;
    const params: Record<string, string> = {};
    const styled = this.#styled.size === 0 ? undefined : this.#styled.get(operation);
    try {
      for (let at = 0; at < values.length; at++) {
        const name = names[at] ?? '';
        const value = values[at] ?? '';
        const parameter = styled?.get(name);
        params[name] = parameter ? pathText(parameter, value) : percentDecoded(value);
      }
    } catch {
      return undefined;
    }
    return params;
  }
}

/** Path parameters with delimiters or prefixes: lists, objects, `label` and `matrix`. */
function styledParameters({ parameters }: Declared, places: Places): Styled {
  const inPath = parameters
    .filter((parameter) => parameter['in'] === 'path')
    .map((parameter) => preparedParameter(parameter, (schema) => places.of(schema)));
  return new Map(
    inPath.flatMap((parameter) =>
      isPlain(parameter) && parameter.style === 'simple' ? [] : [[parameter.name, parameter] as const],
    ),
  );
}

/** Throws for invalid percent-encoding. */
const percentDecoded = (text: string): string => (text.includes('%') ? decodeURIComponent(text) : text);

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** GET includes HEAD, and every path has OPTIONS. */
const withImplied = (methods: string[]): string[] => [
  ...methods,
  ...(methods.includes('GET') && !methods.includes('HEAD') ? ['HEAD'] : []),
  ...(methods.includes('OPTIONS') ? [] : ['OPTIONS']),
];
