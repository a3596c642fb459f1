import type { Screen } from '../text/route.js';

export const screenNames: Readonly<Record<Screen, string>> = {
  calls: 'Calls',
  records: 'Records',
  vendors: 'Vendors',
  faults: 'Faults',
  clock: 'Clock',
};
