import type { Vendor } from '../../engine/model/vendor.js';
import type { Scene } from './scene.js';

/** Writes one case; a case without calls is discarded. */
export interface Write {
  (id: string, title: string, compose: (scene: Scene) => void): void;
  readonly vendor: Vendor;
}
