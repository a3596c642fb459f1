/** What cannot be opened without danger. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}
