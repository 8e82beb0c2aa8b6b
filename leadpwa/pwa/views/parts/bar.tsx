// The five places: a bar under the thumb, a rail at the side of a wide screen. The same markup as on the pages.
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { route } from "../router.ts";
import { pageLink } from "../world.ts";
import { Icon } from "./icons.tsx";

type BarPlace = "today" | "leads" | "log" | "board" | "learn";
const PLACES: readonly BarPlace[] = ["today", "leads", "log", "board", "learn"];

export function Bar({ base }: { base: string }): JSX.Element {
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
    </nav>
  );
}
