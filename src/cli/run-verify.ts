import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadSuite, type Suite } from '../suite/suite.js';
import { coverableRules, weakestLevel } from '../verify/coverable-rules.js';
import { RehearsalError } from '../verify/generate/generate.js';
import { isReadOnly, verify, type Case, type CaseResult, type Summary } from '../verify/run/verify.js';
import { asUsageError, ExitError, exitCodes, messageOf } from './exit.js';
import { counted } from './count-text.js';
import { junit } from './junit.js';
import { print, printable } from './remote.js';

const usageError = (message: string): ExitError => new ExitError(message, exitCodes.usage);

/** The flags of `verify`, as commander hands them over. */
export interface VerifyFlags {
  target?: string;
  token?: string;
  secondToken?: string;
  tokenFor: Record<string, string>;
  record: Record<string, string>;
  specs?: string;
  only?: string[];
  readOnly: boolean;
  yes: boolean;
  timeout: number;
  totalTimeout: number;
  junit?: string;
  json: boolean;
  print: boolean;
}

export async function runVerify(name: string, flags: VerifyFlags): Promise<void> {
  const suite = await load(name, flags);
  if (flags.print) return print(JSON.stringify(suite.document, null, 2));
  const { vendor } = suite;
  const target = targetOf(flags);
  if (flags.token === undefined)
    throw usageError('Cannot verify without a credential: give --token or STUNTDOUBLE_TOKEN');
  const cases = selectedCases(suite, flags);
  const inputs = inputsOf({ ...flags, token: flags.token });
  const writes = flags.readOnly ? 0 : cases.filter((candidate) => !isReadOnly(vendor, candidate.workflow)).length;
  if (writes > 0 && !isLoopback(target) && !flags.yes) await confirm(target, writes);
  if (flags.junit !== undefined) writeReport(flags.junit, '');
  const redact = redactor(Object.entries(inputs).flatMap(([key, value]) => (key.includes('token') ? [value] : [])));
  const results: CaseResult[] = [];
  const stop = stopSignal(flags.totalTimeout);
  const summary = await verify({
    vendor,
    cases,
    inputs,
    run: randomBytes(3).toString('hex'),
    readOnly: flags.readOnly,
    evidenceOf: weakestLevel(coverableRules(vendor)),
    target: {
      url: target.href.replace(/\/$/, ''),
      fetch,
      callTimeout: flags.timeout * 1000,
      sleep: (ms) => sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined),
      elapsed: () => performance.now(),
      signal: stop.signal,
    },
    onResult: (result) => {
      const redacted = redactResult(result, redact);
      results.push(redacted);
      if (flags.json) print(JSON.stringify({ event: 'case', ...redacted }));
      else printResult(redacted, results.length, cases.length);
    },
  }).finally(stop.end);
  if (flags.junit !== undefined) writeReport(flags.junit, junit(vendor.name, results));
  finish(summary, flags.json, redact);
}

/** Also called before the first call, so that an unwritable file is found before the run. */
function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw usageError(`Cannot write --junit ${file}: ${messageOf(error)}`);
  }
}

async function load(name: string, { specs }: VerifyFlags): Promise<Suite> {
  return loadSuite(name, specs).catch((error: unknown) => {
    if (error instanceof RehearsalError)
      throw new ExitError(
        `Cannot make the suite of ${name}: ${error.message}\nGive the request of this operation an example in the document, or correct its rule in behavior.yaml`,
        exitCodes.failed,
      );
    return asUsageError(error);
  });
}

function targetOf({ target }: VerifyFlags): URL {
  if (target === undefined) throw usageError('Cannot verify without --target: give the base URL of a server');
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw usageError('Cannot use --target: expected an http or https URL');
  if (url.username !== '' || url.password !== '')
    throw usageError('Cannot use --target: use --token for the credential, not the URL');
  if (url.search !== '' || url.hash !== '')
    throw usageError('Cannot use --target: a base URL cannot have a query or a fragment');
  return url;
}

const isLoopback = ({ hostname }: URL): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function inputsOf({ token, secondToken, tokenFor, record }: VerifyFlags & { token: string }): Record<string, string> {
  return {
    token,
    ...(secondToken !== undefined && { second_token: secondToken }),
    ...Object.fromEntries(Object.entries(tokenFor).map(([reason, value]) => [`token_${reason}`, value])),
    ...Object.fromEntries(Object.entries(record).map(([refusal, id]) => [`record_${refusal}`, id])),
  };
}

function selectedCases({ cases }: Suite, { only }: VerifyFlags): readonly Case[] {
  if (only === undefined) return cases;
  const found = cases.filter(({ workflow }) =>
    only.some((candidate) => workflow.workflowId === candidate || workflow['x-stuntdouble-rules'].includes(candidate)),
  );
  if (found.length === 0) throw usageError(`Cannot find a case or a rule ${only.join(' or ')}; --print lists them`);
  return found;
}

/** @throws ExitError unless the user confirms */
async function confirm({ host }: URL, writes: number): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw usageError(`Cannot ask for confirmation to write to ${host}: add --yes or --read-only`);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // Control-C and the end of the input close the question without an answer.
  const closed = once(asking, 'close').then(() => '');
  const question = asking.question(
    `${writes} ${writes === 1 ? 'case writes' : 'cases write'} to ${host}. Created records are removed if the vendor allows it. Continue? (yes/no) `,
  );
  const answer = await Promise.race([question.catch(() => ''), closed]);
  asking.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw usageError('Canceled: no call was made');
}

/** Replaces credentials in a text, escaped forms included. */
function redactor(tokens: readonly string[]): (text: string) => string {
  const forms = tokens.flatMap((token) => [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((shown, form) => shown.replaceAll(form, '[token]'), text);
}

const redactStrings = <T>(value: T, redact: (text: string) => string): T =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? redact(part) : part)) as T;

const redactResult = ({ failures, reason, ...rest }: CaseResult, redact: (text: string) => string): CaseResult => ({
  ...rest,
  failures: redactStrings(failures, redact),
  ...(reason !== undefined && { reason: redact(reason) }),
});

/** Aborts the run after its time limit, or on SIGINT or SIGTERM. */
function stopSignal(seconds: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort('the run was stopped');
  const timer = setTimeout(
    () => controller.abort(`the time limit of the run (${seconds} s) was reached`),
    seconds * 1000,
  );
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}

const isTerminal = (): boolean => process.stdout.isTTY && process.env['TERM'] !== 'dumb';
const COLORS: Record<CaseResult['verdict'], number> = { passed: 32, failed: 31, skipped: 90, 'could not run': 33 };

/** A line for each case; on a terminal, passed cases share one progress line. */
function printResult(
  { case: id, title, rules, evidence, verdict, reason, failures }: CaseResult,
  at: number,
  of: number,
): void {
  const colors = isTerminal() && (process.env['NO_COLOR'] ?? '') === '';
  const word = colors ? `\u001b[${COLORS[verdict]}m${verdict}\u001b[0m` : verdict;
  if (isTerminal()) process.stdout.write('\r\u001b[K');
  if (isTerminal() && verdict === 'passed') {
    const line = `${at} of ${of}  ${title}`;
    process.stdout.write(printable(line.slice(0, Math.max(20, process.stdout.columns - 1))));
    if (at === of) process.stdout.write('\r\u001b[K');
    return;
  }
  print(`${word}  ${printable(`${id}  ${title}${reason === undefined ? '' : `: ${reason}`}`)}`);
  for (const failure of failures) {
    print(printable(`  ${failure.step}  ${failure.call}`));
    print(printable(`    expected  ${failure.expected}`));
    print(printable(`    got       ${failure.actual}`));
  }
  if (verdict === 'failed') print(printable(`  covers ${rules.join(', ')} (${evidence ?? 'no evidence'})`));
}

/** @throws ExitError with the exit code of the results */
function finish(summary: Summary, json: boolean, redact: (text: string) => string): void {
  const { passed, failed, skipped, couldNotRun, left } = summary;
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped, ${couldNotRun} could not run`;
  const remains = left.map((item) => redact(`${item.resource} ${String(item.id)}: ${item.reason}`));
  if (json) print(JSON.stringify({ event: 'verified', ...redactStrings(summary, redact) }));
  else {
    print(counts);
    if (remains.length > 0)
      process.stderr.write(`not removed:\n${remains.map((text) => `  ${printable(text)}\n`).join('')}`);
  }
  if (failed > 0) throw new ExitError(`${failed} of ${passed + failed} cases failed`, exitCodes.contractBroken);
  if (couldNotRun > 0) throw new ExitError(`${counted(couldNotRun, 'case')} could not run`, exitCodes.failed);
  if (passed === 0)
    throw new ExitError(
      'No case ran: every case was skipped. The lines above say what each one needs.',
      exitCodes.failed,
    );
}
