import { Component, type ComponentChildren } from "preact";
import { words } from "../../i18n/index.ts";

interface Props {
  /** Another place begins anew. */
  place: string;
  children: ComponentChildren;
}

/** A screen that fails says so and leaves the others usable; without it one wrong value would empty the page. */
export class Boundary extends Component<Props, { failedAt: string | null }> {
  override state = { failedAt: null };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failedAt: this.props.place });
  }

  override render({ place, children }: Props) {
    const { common, pair } = words.value;
    if (this.state.failedAt !== place) return children;
    return (
      <main class="screen">
        <div class="nothing" role="alert">
          <h1>{common.failedTitle}</h1>
          <p>{common.failed}</p>
          <button type="button" class="btn btn-main" onClick={() => location.reload()}>
            {pair.retry}
          </button>
        </div>
      </main>
    );
  }
}
