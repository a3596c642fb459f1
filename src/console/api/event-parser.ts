/** Parses a stream of server-sent events (HTML standard, section 9.2.6). */

export interface StreamEvent {
  /** `message` unless the stream names one. */
  readonly event: string;
  readonly data: string;
  /** The last id so far; undefined: there was none. */
  readonly id: string | undefined;
}

/** Takes pieces of the decoded text in order; returns the events that are complete. */
export function eventParser(): (piece: string) => StreamEvent[] {
  let rest = '';
  let name = '';
  let data: string[] = [];
  let id: string | undefined;
  const take = (line: string): StreamEvent | undefined => {
    if (line === '') {
      const event = data.length > 0 ? { event: name === '' ? 'message' : name, data: data.join('\n'), id } : undefined;
      [name, data] = ['', []];
      return event;
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
    return undefined;
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    return lines.flatMap((line) => take(line) ?? []);
  };
}
