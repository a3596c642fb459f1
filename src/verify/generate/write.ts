import type { Vendor } from '../../engine/model/vendor.js';
import type { Scene } from './scene.js';

/** Writes one case; one that comes out without calls is none. */
export interface Write {
  (id: string, title: string, compose: (scene: Scene) => void): void;
  readonly vendor: Vendor;
}
