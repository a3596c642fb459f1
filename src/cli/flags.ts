/** The flags of `serve`, as commander hands them over. */
export interface ServeFlags {
  port: number;
  controlPort: number | 'off';
  host: string;
  specs?: string;
  seed?: string;
  auth: 'open' | 'strict';
  randomSeed: number;
  clock?: string;
  replyHeaders: boolean;
  json: boolean;
  quiet: boolean;
  config?: string;
}
