// The app starts: language and look, the build's facts, the phone that is paired, then the screens.
import { computed, signal } from "@preact/signals";
import { render } from "preact";
import { type Facts, loadFacts } from "./facts.ts";
import { startLanguage } from "./i18n/index.ts";
import { openCurrent, pair } from "./device/phone.ts";
import type { Phone } from "./store/types.ts";
import { App } from "./views/app.tsx";
import { isHeld } from "./views/parts/holding.ts";
import { startInstall } from "./views/install.ts";
import { InsecurePage, StoppedPage } from "./views/pair/plain-pages.tsx";
import { keepFootAboveKeyboard } from "./views/keyboard.ts";
import { startRouter } from "./views/router.ts";
import { startTheme } from "./views/theme.ts";
import { makeWorld, type World } from "./views/world.ts";

const root = document.getElementById("app") ?? document.body;
const base = document.documentElement.dataset["base"] ?? "/";
const world = signal<World | null>(null);
const busy = computed(() => isHeld.value || (world.value !== null && (world.value.dirty.value || world.value.phone.sync.value.running)));

async function start(): Promise<void> {
  startLanguage();
  startTheme();
  startRouter();
  keepFootAboveKeyboard();
  if (!isSecureContext) {
    render(<InsecurePage address={metaOf("leadpwa-public")} base={base} />, root);
    return;
  }
  void startInstall(base, busy).catch(() => undefined);
  const facts = await loadFacts(base).catch(() => null);
  if (!facts) {
    render(<StoppedPage why="facts" />, root);
    return;
  }
  try {
    enter(await openCurrent(), facts);
  } catch {
    render(<StoppedPage why="store" />, root);
    return;
  }
  render(<Root facts={facts} />, root);
}

function Root({ facts }: { facts: Facts }) {
  const again = async (code: string, device: string): Promise<void> => {
    enter(await pair(code, device, { replacing: world.value?.phone ?? null }), facts);
  };
  return <App world={world.value} base={base} pair={again} />;
}

function enter(phone: Phone | null, facts: Facts): void {
  world.value = phone ? makeWorld(phone, facts, base) : null;
}

const metaOf = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";

void start();
