import type { ComponentChildren, JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { openPhoneSheet } from "../sync/open.ts";
import { Icon } from "./icons.tsx";

/** The head of a place: its name, a word beside it, its acts, and the way to this phone's sheet. */
export function Head({ title, second, children }: { title: string; second?: string; children?: ComponentChildren }): JSX.Element {
  return (
    <header class="place-head">
      <h1>{title}</h1>
      {second ? <p>{second}</p> : null}
      <div class="place-acts">
        {children}
        <button type="button" class="icon-button" aria-label={words.value.common.phoneMenu} onClick={openPhoneSheet}>
          <Icon name="more" />
        </button>
      </div>
    </header>
  );
}
