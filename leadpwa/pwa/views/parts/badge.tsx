import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";

/** The class as a letter in a square; `none` dashed. Never colour alone. */
export function Badge({ of, size = "row" }: { of: string | null; size?: "small" | "row" | "lead" }): JSX.Element {
  const { classes } = words.value;
  return (
    <span class={`badge badge-${size}`} data-class={of ?? "none"} role="img" aria-label={of ? classes.label(of) : classes.none}>
      <span aria-hidden="true">{of ?? "–"}</span>
    </span>
  );
}

/** The same square as decoration, where the words beside it say the class. */
export function PlainBadge({ of }: { of: string | null }): JSX.Element {
  return (
    <span class="badge badge-row" data-class={of ?? "none"} aria-hidden="true">
      {of ?? "–"}
    </span>
  );
}
