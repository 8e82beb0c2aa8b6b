import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";

/** Says that what stands in a form was typed before, and lets one begin anew. */
export function Unfinished({ discard }: { discard: () => void }): JSX.Element {
  const { log } = words.value;
  return (
    <p class="restored" role="status">
      {log.restored}
      <button type="button" class="small-link" onClick={discard}>
        {log.discard}
      </button>
    </p>
  );
}
