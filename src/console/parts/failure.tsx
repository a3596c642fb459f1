import { Component, type ComponentChildren, type JSX } from 'preact';

interface FailureProps {
  readonly children: ComponentChildren;
  /** What the part shows: something else is tried anew. */
  readonly of: string;
  /** Whether it stands for the screen, and not for a part of it. */
  readonly isScreen?: boolean;
}

/** Says what failed in a part of the page instead of leaving it blank. The other parts stay. */
export class Failure extends Component<FailureProps, { readonly error?: Error | undefined }> {
  override componentDidCatch(error: Error): void {
    this.setState({ error });
  }

  override componentDidUpdate({ of }: FailureProps): void {
    if (of !== this.props.of && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ComponentChildren {
    const { error } = this.state;
    return error === undefined ? this.props.children : this.#note(error);
  }

  #note(error: Error): JSX.Element {
    const note = (
      <>
        <p class="note bad" role="alert">
          <b>The console failed here.</b> {error.message} Nothing of the sandbox is lost.
        </p>
        <p>
          <button type="button" class="btn" onClick={() => location.reload()}>
            Reload the page
          </button>
        </p>
      </>
    );
    return this.props.isScreen ? (
      <main id="main" class="start">
        {note}
      </main>
    ) : (
      <div class="pad stack">{note}</div>
    );
  }
}
