/** Long work: one slice of one work in each turn of the event loop, freed when it is canceled. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { atOnce, inSlices, realPace, type Pace, type Steps } from '../../src/timers/slices.js';

/** A clock that a test moves on, and turns that it counts. */
function pace(): Pace & { turns: number; time: number } {
  const counted = {
    turns: 0,
    time: 0,
    elapsed: () => counted.time,
    nextTurn: async () => {
      counted.turns++;
      await nextTurn();
    },
  };
  return counted;
}

function* counting(to: number, each: (n: number) => void): Steps<number> {
  for (let n = 1; n <= to; n++) {
    each(n);
    yield;
  }
  return to;
}

it('gives way when its time is over, and as often as that', async () => {
  const counted = pace();
  const work = counting(100, () => (counted.time += 1));
  expect(await inSlices(work, undefined, counted)).toBe(100);
  expect(counted.turns).toBe(20);
});

it('gives way behind each step that takes longer', async () => {
  const counted = pace();
  await inSlices(
    counting(7, () => (counted.time += 60)),
    undefined,
    counted,
  );
  expect(counted.turns).toBe(7);
});

it('runs little work in the same turn, and work `atOnce` too', async () => {
  const counted = pace();
  expect(
    await inSlices(
      counting(1000, () => undefined),
      undefined,
      counted,
    ),
  ).toBe(1000);
  expect([counted.turns, atOnce(counting(3, () => undefined))]).toEqual([0, 3]);
});

it('does one slice in a turn, whatever number of works there are', async () => {
  const slices: string[] = [];
  const named = (name: string): Promise<number> => {
    const counted = { time: 0 };
    return inSlices(
      counting(3, () => {
        counted.time += 60;
        slices.push(name);
      }),
      undefined,
      { elapsed: () => counted.time, nextTurn: realPace.nextTurn },
    );
  };
  const works = Promise.all(['a', 'b', 'c'].map(named));
  const seen: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    seen.push(slices.length);
    await nextTurn();
  }
  await works;
  expect(seen).toEqual([3, 4, 5, 6, 7, 8]);
  expect(slices.join('')).toBe('abcabcabc');
});

it('ends when its caller has left, and frees what it holds', async () => {
  const gone = new AbortController();
  const freed: string[] = [];
  function* holding(): Steps<void> {
    try {
      yield* counting(100, (n) => n === 50 && gone.abort(new Error('gone')));
    } finally {
      freed.push('freed');
    }
  }
  const counted = pace();
  const slow: Pace = { ...counted, elapsed: () => (counted.time += 10) };
  await expect(inSlices(holding(), gone.signal, slow)).rejects.toThrow('gone');
  expect(freed).toEqual(['freed']);
});
