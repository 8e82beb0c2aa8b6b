import type { JSX } from "preact";
import type { Facts } from "../../facts.ts";
import { language, words } from "../../i18n/index.ts";
import { nameOfDealer, useWorld } from "../world.ts";
import type { Purpose } from "./form.ts";

/** The text that a customer is read, with the two names in their places; "" where the build has none. */
export function wordingOf(facts: Facts, version: string, lang: "zh" | "en", purpose: Purpose, names: { brand: string; dealer: string }): string {
  const text = facts.wording[version]?.[lang]?.[purpose] ?? "";
  return text.replaceAll("{brand}", names.brand).replaceAll("{dealer}", names.dealer);
}

export function WordingText({ purpose }: { purpose: Purpose }): JSX.Element {
  const world = useWorld();
  const { log } = words.value;
  const version = world.rules.value.consent.wording;
  const names = { brand: world.phone.identity.organisation.name, dealer: nameOfDealer(world.phone) ?? log.yourDealer };
  const text = wordingOf(world.facts, version, language.value, purpose, names);
  return (
    <div class="wording">
      {text.split("\n\n").map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
      <p class="quiet">{log.wordingVersion(version)}</p>
    </div>
  );
}
