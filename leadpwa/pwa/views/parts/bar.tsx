// The five places: a bar under the thumb, a rail at the side of a wide screen. The same markup as on the pages.
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { Phone } from "../../store/types.ts";
import { openPhoneSheet } from "../sync/open.ts";
import { route } from "../router.ts";
import { pageLink } from "../world.ts";
import { Icon } from "./icons.tsx";
import { State } from "./state.tsx";

type BarPlace = "today" | "leads" | "log" | "board" | "learn";
const PLACES: readonly BarPlace[] = ["today", "leads", "log", "board", "learn"];

export function Bar({ base, phone }: { base: string; phone: Phone }): JSX.Element {
  const { places } = words.value;
  const current = route.value.place === "lead" ? "leads" : route.value.place;
  return (
    <nav class="bar" aria-label={places.navigation}>
      {PLACES.map((place) => (
        <a
          key={place}
          class={place === "log" ? "bar-plus" : ""}
          href={place === "learn" ? pageLink(base) : `#/${place}`}
          {...(current === place ? { "aria-current": "page" as const } : {})}
        >
          <Icon name={place === "log" ? "plus" : place} size={26} strong={current === place || place === "log"} />
          <span>{places[place]}</span>
        </a>
      ))}
      <Person phone={phone} />
    </nav>
  );
}

/** On the rail: whether all is sent, and whose phone this is. */
function Person({ phone }: { phone: Phone }): JSX.Element {
  const { name } = phone.identity.user;
  const { unsent, attention } = phone.sync.value;
  return (
    <button type="button" class="bar-person" onClick={openPhoneSheet}>
      <State of={attention > 0 ? "attention" : unsent > 0 ? "waiting" : "sent"} />
      <i aria-hidden="true">{[...name][0]}</i>
      {name}
    </button>
  );
}
