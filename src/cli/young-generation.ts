import { setFlagsFromString } from 'node:v8';

/** By V8's default the young generation doubles when many objects survive; 1: it keeps its size. */
const growBy = (factor: 1 | 2): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);

/**
 * Keeps V8's young generation small during a load. Nearly everything that is read from documents stays, so a larger one
 * saves no work, and from Node 22 on it takes up to 100 MB that V8 gives back late.
 */
export async function withSmallYoungGeneration<T>(load: () => Promise<T>): Promise<T> {
  growBy(1);
  try {
    return await load();
  } finally {
    growBy(2);
  }
}
