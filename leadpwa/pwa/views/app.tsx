// The screen that the address names, in its frame: the bar or the rail, the saved bar, the sheet of this phone.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../i18n/index.ts";
import { BoardScreen } from "./board/index.tsx";
import { LeadScreen } from "./lead/index.tsx";
import { LeadsScreen } from "./leads/index.tsx";
import { LogScreen } from "./log/index.tsx";
import { PairScreen } from "./pair/index.tsx";
import { Bar } from "./parts/bar.tsx";
import { Boundary } from "./parts/boundary.tsx";
import { SavedBar } from "./parts/saved-bar.tsx";
import { route } from "./router.ts";
import { PhoneSheet } from "./sync/index.tsx";
import { phoneSheetOpen } from "./sync/open.ts";
import { TodayScreen } from "./today/index.tsx";
import { useWide } from "./wide.ts";
import { type World, WorldContext } from "./world.ts";

export interface AppProps {
  /** Null while the phone is nobody's. */
  world: World | null;
  base: string;
  pair: (code: string, device: string) => Promise<void>;
}

export function App({ world, base, pair }: AppProps): JSX.Element {
  const { place, rest } = route.value;
  useTitle();
  useEffect(() => scrollTo({ top: 0 }), [place, rest[0]]);
  if (!world || place === "pair") {
    return (
      <div class="app" data-place="pair">
        <PairScreen key={world ? "again" : "first"} current={world?.phone ?? null} base={base} pair={pair} />
        <SavedBar on={null} />
      </div>
    );
  }
  return (
    <WorldContext.Provider value={world}>
      <div class="app" data-place={place}>
        <Bar base={base} phone={world.phone} />
        <Boundary place={[place, ...rest].join("/")}>
          <Screens />
        </Boundary>
        <SavedBar on={null} />
        {phoneSheetOpen.value ? <PhoneSheet onClose={() => (phoneSheetOpen.value = false)} /> : null}
      </div>
    </WorldContext.Provider>
  );
}

function Screens(): JSX.Element {
  const { place, rest } = route.value;
  const wide = useWide();
  const [id = "", tab] = rest;
  if (place === "log") return <LogScreen />;
  if (place === "board") return <BoardScreen />;
  if (place === "today" || place === "pair") return <TodayScreen />;
  if (!wide) return place === "lead" ? <LeadScreen id={id} tab={tab} /> : <LeadsScreen current={null} beside={false} />;
  return (
    <div class="beside">
      <LeadsScreen current={place === "lead" ? id : null} beside />
      {place === "lead" ? <LeadScreen id={id} tab={tab} /> : <main class="choose-one">{words.value.leads.choose}</main>}
    </div>
  );
}

function useTitle(): void {
  useSignalEffect(() => {
    const { places, appName, pair, lang } = words.value;
    const { place } = route.value;
    const name = place === "pair" ? pair.title : places[place === "lead" ? "leads" : place];
    document.title = `${name} – ${appName}`;
    document.documentElement.lang = lang;
  });
}
