import type { JSX } from "preact";
import { chooseLanguage, language, words } from "../../i18n/index.ts";
import { switchVersion, waiting } from "../install.ts";
import { isHeld } from "../parts/holding.ts";
import { OfflineReady } from "../parts/offline-ready.tsx";
import { chooseTheme, theme, THEMES } from "../theme.ts";
import { useWorld } from "../world.ts";

/** What is chosen for this phone: a new version, look, language, and leaving it. */
export function Choices({ onSignOut }: { onSignOut: () => void }): JSX.Element {
  const world = useWorld();
  const { sync } = words.value;
  const names = { system: sync.themeSystem, light: sync.themeLight, dark: sync.themeDark };
  return (
    <div class="phone-choices">
      <OfflineReady />
      {waiting.value && !world.dirty.value && !isHeld.value && !world.phone.sync.value.running ? (
        <p>
          {sync.newVersion}{" "}
          <button type="button" class="link-button" onClick={switchVersion}>
            {sync.switchVersion}
          </button>
        </p>
      ) : null}
      <div class="chips" role="group" aria-label={sync.theme}>
        {THEMES.map((one) => (
          <button key={one} type="button" class="chip" aria-pressed={theme.value === one ? "true" : "false"} onClick={() => chooseTheme(one)}>
            {names[one]}
          </button>
        ))}
      </div>
      <p class="phone-links">
        <button type="button" class="link-button" lang={language.value === "zh" ? "en" : "zh"} onClick={() => chooseLanguage(language.value === "zh" ? "en" : "zh")}>
          {sync.language}
        </button>
        <button type="button" class="link-button quiet-link" onClick={onSignOut}>
          {sync.signOut}
        </button>
      </p>
    </div>
  );
}
