// The screens with made-up people, to be looked at: `python tests/ts/look/look.py`. Nothing is stored or sent; never shipped.
import { render } from "preact";
import { loadFacts } from "../../../leadpwa/pwa/facts.ts";
import { startLanguage } from "../../../leadpwa/pwa/i18n/index.ts";
import { App } from "../../../leadpwa/pwa/views/app.tsx";
import { installed } from "../../../leadpwa/pwa/views/install.ts";
import { startRouter } from "../../../leadpwa/pwa/views/router.ts";
import { startTheme } from "../../../leadpwa/pwa/views/theme.ts";
import { makeWorld } from "../../../leadpwa/pwa/views/world.ts";
import { PairError } from "../../../leadpwa/pwa/store/types.ts";
import { FakePhone } from "../views/fake-phone.ts";
import { fill } from "./people.ts";

const query = new URLSearchParams(location.search);
startLanguage();
startTheme();
startRouter();
installed.value = { done: 9, total: 9, bytes: 0, version: "look", ready: true };
const phone = new FakePhone();
if (query.has("full")) fill(phone);
if (query.has("lost")) phone.sync.value = { ...phone.sync.value, evicted: { unsent: 3 }, clockErrorMs: 20 * 60_000 };
if (query.has("stopped")) phone.sync.value = { ...phone.sync.value, paused: "revoked", unsent: 2 };
const facts = await loadFacts("/");
const world = query.has("unpaired") ? null : makeWorld(phone, facts, "/");
const fail = async (): Promise<void> => {
  throw new PairError("refused");
};
render(<App world={world} base="/" pair={fail} />, document.getElementById("app") ?? document.body);
