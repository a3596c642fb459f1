import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './action.js';

/** Copies a text, and confirms it. */
export function Copy({
  text,
  children = 'Copy',
  label,
  kind,
}: {
  readonly text: () => string;
  readonly children?: string;
  readonly label?: string;
  readonly kind?: 'quiet';
}): JSX.Element {
  const [told, setTold] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (told === undefined) return undefined;
    const timer = setTimeout(() => setTold(undefined), 1500);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = (): void => {
    copyText(text()).then(
      () => setTold('Copied'),
      () => setTold('Not copied'),
    );
  };
  return (
    <>
      <Button kind={kind} label={told === undefined ? label : undefined} onClick={copy}>
        {told ?? children}
      </Button>
      <span class="sr" role="status">
        {told}
      </span>
    </>
  );
}

/** Rejects when the browser refuses: pages on other addresses than localhost have no clipboard. */
export async function copyText(text: string): Promise<void> {
  if (!('clipboard' in navigator)) return copyBySelection(text);
  await navigator.clipboard.writeText(text);
}

/** For pages that are not on localhost: the clipboard needs a secure context. */
function copyBySelection(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr';
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else copies in an insecure context
  const isCopied = document.execCommand('copy');
  area.remove();
  if (!isCopied) throw new Error('The browser refused');
}
