/** The control side cannot be started safely with these options. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}
