import { spawn } from 'node:child_process';

/** The command that opens a URL in the user's browser, by `process.platform`. */
const COMMANDS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
const OTHERS = ['xdg-open'] as const;

/**
 * Opens a URL in the user's browser.
 * @param failed called with a reason at most once, when the browser cannot be opened
 */
export function openBrowser(url: string, failed: (reason: string) => void): void {
  const [command, ...args] = COMMANDS[process.platform] ?? OTHERS;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', (error) => failed(error.message));
  child.once('exit', (code) => {
    if (code !== null && code !== 0) failed(`${command} ended with exit code ${code}`);
  });
  // The browser may outlive this process, and must not keep it alive.
  child.unref();
}
