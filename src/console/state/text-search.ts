/** Free text is searched by the control side: the page has no bodies. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, path, query } from '../api/request.js';
import type { JournalReply, Summary } from '../api/types.js';

const PAGE = 1000;
/** Milliseconds that a burst of entries may settle before it is searched. */
const SETTLE = 300;

export interface TextMatches {
  /** undefined: not known yet, or no text is searched. */
  readonly found: ReadonlySet<number> | undefined;
  readonly error: unknown;
}

/** @param last `seq` of the newest entry @param cleared how often the journal was cleared */
export function useTextMatches(sandbox: string, text: string | undefined, last: number, cleared: number): TextMatches {
  const [state, setState] = useState<TextMatches>({ found: undefined, error: undefined });
  const checked = useRef(0);

  useEffect(() => {
    setState({ found: undefined, error: undefined });
    if (text === undefined) return undefined;
    const aborting = new AbortController();
    search(sandbox, text, aborting.signal)
      .then(({ found, last: end }) => {
        checked.current = end;
        setState({ found, error: undefined });
      })
      .catch((error: unknown) => {
        if (!aborting.signal.aborted) setState({ found: new Set(), error });
      });
    return () => aborting.abort();
  }, [sandbox, text, cleared]);

  useEffect(() => {
    if (text === undefined || state.found === undefined || last <= checked.current) return undefined;
    const aborting = new AbortController();
    const timer = setTimeout(() => {
      search(sandbox, text, aborting.signal, checked.current)
        .then(({ found, last: end }) => {
          checked.current = end;
          setState((old) => ({ ...old, found: new Set([...(old.found ?? []), ...found]) }));
        })
        .catch(() => undefined);
    }, SETTLE);
    return () => {
      clearTimeout(timer);
      aborting.abort();
    };
  }, [sandbox, text, last, state.found]);
  return state;
}

/** All entries with the text, page by page from the newest. */
async function search(
  sandbox: string,
  text: string,
  signal: AbortSignal,
  after?: number,
): Promise<{ found: Set<number>; last: number }> {
  const found = new Set<number>();
  let last = 0;
  for (let before: number | undefined; ;) {
    const read = await call<JournalReply<Summary>>(
      'GET',
      path`/sandboxes/${sandbox}/journal` + query({ kind: 'any', summary: true, limit: PAGE, text, after, before }),
      { signal },
    );
    last ||= read.last;
    for (const { seq } of read.entries) found.add(seq);
    before = read.entries[0]?.seq;
    if (read.entries.length < PAGE || before === undefined) return { found, last };
  }
}
