/** The processor time of work in milliseconds: unlike elapsed time, other programs on the machine hardly change it. */
export function processorTimeOf(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
