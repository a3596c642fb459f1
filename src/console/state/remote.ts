/** Data of the control side for one view. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { call } from '../api/request.js';

export interface Remote<T> {
  /** The last value, also while it is read again. */
  readonly value: T | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/**
 * Reads a path, and again when the path or the version changes.
 * @param path undefined: nothing is read
 */
export function useRemote<T>(path: string | undefined, version: unknown = 0): Remote<T> {
  const [state, setState] = useState<{ path: string | undefined; value: T | undefined; error: unknown }>({
    path: undefined,
    value: undefined,
    error: undefined,
  });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const aborting = new AbortController();
    call<T>('GET', path, { signal: aborting.signal })
      .then((value) => setState({ path, value, error: undefined }))
      .catch((error: unknown) => {
        if (!aborting.signal.aborted)
          setState((old) => ({ path, value: old.path === path ? old.value : undefined, error }));
      });
    return () => aborting.abort();
  }, [path, version, asked]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  const isCurrent = state.path === path;
  return {
    value: isCurrent ? state.value : undefined,
    error: isCurrent ? state.error : undefined,
    isLoading: path !== undefined && !isCurrent,
    reload,
  };
}
