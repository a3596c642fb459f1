import { InvalidArgumentError, type Command, type Option } from 'commander';
import type { VerifyFlags } from './verify.js';

export function addVerify(
  program: Command,
  flag: (text: string, description: string, environment?: string) => Option,
): void {
  program
    .command('verify')
    .description('run the contract suite of a vendor against a server: the double, or the vendor itself')
    .argument('<vendor>')
    .addOption(flag('--target <url>', 'base URL of the server', 'TARGET'))
    .addOption(flag('--token <text>', 'credential, without its scheme', 'TOKEN'))
    .addOption(flag('--second-token <text>', 'credential of another account', 'SECOND_TOKEN'))
    .addOption(
      flag(
        '--token-for <reason=text>',
        'credential that is answered credentialRejected, forbidden or rateLimited, or whose calls are counted; can be repeated',
      )
        .default({}, 'none')
        .argParser(pair),
    )
    .addOption(
      flag(
        '--record <refusal=id>',
        'record that the vendor protects, by the refusal that it leads to, or that no reply shows; can be repeated',
      )
        .default({}, 'none')
        .argParser(pair),
    )
    .addOption(flag('--only <case...>', 'only these cases, or those that prove these rules'))
    .addOption(flag('--read-only', 'only cases that write nothing').default(false))
    .addOption(flag('--yes', 'do not ask before writing to a host that is not this machine').default(false))
    .addOption(flag('--timeout <seconds>', 'for one call').default(10).argParser(seconds))
    .addOption(flag('--total-timeout <seconds>', 'for the run').default(900).argParser(seconds))
    .addOption(flag('--specs <directory>', 'vendor directories instead of those that come along', 'SPECS'))
    .addOption(flag('--junit <file>', 'write the verdicts as JUnit XML as well'))
    .addOption(flag('--json', 'JSON lines on stdout').default(false))
    .addOption(flag('--print', 'print the suite as one Arazzo document, and call nobody').default(false))
    .action(async (vendor: string, flags: VerifyFlags) => {
      const { runVerify } = await import('./verify.js');
      await runVerify(vendor, flags);
    });
}

function pair(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  // The text may be a token: it is not repeated.
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Expected name=value.');
  return { ...before, [name]: value };
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400)) throw new InvalidArgumentError('Expected seconds, more than 0, at most a day.');
  return value;
}
