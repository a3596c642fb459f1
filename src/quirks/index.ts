import type { Quirk } from '../engine/model/vendor.js';
import * as langdock from './langdock.js';
import * as spideriq from './spideriq.js';

/** Rules in TypeScript, by the name that `quirk` in a behavior refers to. */
export const quirks: Record<string, Quirk> = {
  'langdock.replaceAction': langdock.replaceAction,
  'langdock.uploadIcon': langdock.uploadIcon,
  'spideriq.health': spideriq.health,
  'spideriq.syncBilling': spideriq.syncBilling,
};
