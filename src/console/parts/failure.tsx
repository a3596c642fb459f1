import { Component, type ComponentChildren, type JSX } from 'preact';

/** Says what failed in a part of the page instead of leaving it blank. */
export class Failure extends Component<{ readonly children: ComponentChildren }, { readonly error?: Error }> {
  override componentDidCatch(error: Error): void {
    this.setState({ error });
  }

  override render(): ComponentChildren {
    const { error } = this.state;
    return error === undefined ? this.props.children : this.#note(error);
  }

  #note(error: Error): JSX.Element {
    return (
      <main id="main" class="start">
        <p class="note bad" role="alert">
          <b>The console failed.</b> {error.message} Nothing of the sandbox is lost.
        </p>
        <p>
          <button type="button" class="btn" onClick={() => location.reload()}>
            Reload the page
          </button>
        </p>
      </main>
    );
  }
}
