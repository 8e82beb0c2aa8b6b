import type { JSX } from "preact";
import { uppermost } from "./layers.ts";
import { hold, hush, resume, said } from "./said.ts";
import { Icon } from "./icons.tsx";

/** `on`: the sheet that it stands in, null for the page. Only the uppermost one speaks. */
export function SavedBar({ on }: { on: string | null }): JSX.Element {
  const now = uppermost.value === on ? said.value : null;
  // The status region is always there: a screen reader then announces what comes into it.
  return (
    <div class="said" role="status">
      {now ? (
        <div class="saved-bar" onPointerEnter={hold} onPointerLeave={resume} onFocusIn={hold} onFocusOut={resume}>
          <Icon name={now.failed ? "alert" : "checkCircle"} size={24} />
          <p>
            <strong>{now.title}</strong>
            {now.second ? <span>{now.second()}</span> : null}
          </p>
          {now.act ? (
            <button
              type="button"
              onClick={() => {
                const { run } = now.act ?? {};
                hush();
                run?.();
              }}
            >
              {now.act.label}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
