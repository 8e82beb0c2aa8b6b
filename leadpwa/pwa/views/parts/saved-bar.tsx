import type { JSX } from "preact";
import { hold, hush, resume, said } from "./said.ts";
import { Icon } from "./icons.tsx";

export function SavedBar(): JSX.Element {
  const now = said.value;
  // The status region is always there: a screen reader then announces what comes into it.
  return (
    <div class="said" role="status">
      {now ? (
        <div class="saved-bar" onPointerEnter={hold} onPointerLeave={resume} onFocusIn={hold} onFocusOut={resume}>
          <Icon name="checkCircle" size={24} />
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
