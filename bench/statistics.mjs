export const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const at = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[at] : (sorted[at - 1] + sorted[at]) / 2;
};

/** The list rotated, so that each element comes first once. */
export const rotated = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

/**
 * The median of the ratios of one figure, window by window: the machine's speed changes during a run, and both were
 * measured one after the other in each window.
 */
export function ratioOf(samples = [], others = [], figure) {
  if (samples.length !== others.length) return middle(samples, figure) / middle(others, figure);
  return samples.length > 0 ? median(samples.map((sample, at) => sample[figure] / others[at][figure])) : NaN;
}

/** The median of one figure; undefined without samples. */
export function middle(samples = [], figure) {
  const values = samples.map((sample) => sample[figure]).filter((item) => item !== undefined);
  return values.length > 0 ? median(values) : undefined;
}
