// A sheet over the page: the browser's own dialog keeps focus inside, closes on Escape and gives it back after.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { useHold } from "./holding.ts";
import { Icon } from "./icons.tsx";
import { lay } from "./layers.ts";
import { SavedBar } from "./saved-bar.tsx";

export interface SheetProps {
  title: ComponentChildren;
  onClose: () => void;
  /** The acts, which stay at the bottom while the rest scrolls. */
  foot?: ComponentChildren;
  /** Nothing is typed or chosen in it: a new version need not wait for it. */
  idle?: boolean;
  children: ComponentChildren;
}

export function Sheet({ title, onClose, foot, idle = false, children }: SheetProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useHold(!idle);
  useEffect(() => {
    dialog.current?.showModal();
    return lay(id);
  }, []);
  return (
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="sheet-body">
        <span class="sheet-grab" aria-hidden="true" />
        <header class="sheet-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon-button" aria-label={words.value.common.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div class="sheet-content">{children}</div>
        <SavedBar on={id} />
        {foot ? <footer class="sheet-foot">{foot}</footer> : null}
      </div>
    </dialog>
  );
}
