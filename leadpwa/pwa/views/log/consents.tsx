import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { Chip } from "../parts/chip.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { Switch } from "../parts/switch.tsx";
import { type Purpose, PURPOSES } from "./form.ts";
import { WordingText } from "./wording.tsx";
import { localMoment } from "./moment.ts";

export function purposeName(purpose: Purpose): string {
  const { log } = words.value;
  return { contact: log.consentContact, share_with_dealer: log.consentShare, marketing: log.consentMarketing }[purpose];
}

/** Three switches, all off to begin with, each with its wording one tap away; below them the way without consent. */
export function Consents(props: {
  given: Readonly<Record<Purpose, string | null>>;
  /** Whether the anonymous interest is chosen; null where it is not offered, as in an existing lead. */
  anonymous: boolean | null;
  onChange: (given: Record<Purpose, string | null>) => void;
  onAnonymous?: (anonymous: boolean) => void;
}): JSX.Element {
  const { log } = words.value;
  const reading = useSignal<Purpose | null>(null);
  const set = (purpose: Purpose, on: boolean): void => props.onChange({ ...props.given, [purpose]: on ? localMoment(new Date()) : null });
  return (
    <section class="form-group" aria-labelledby="log-consent">
      <div class="group-head">
        <h2 id="log-consent">{log.consent}</h2>
      </div>
      <div class="switches" role="group" aria-labelledby="log-consent">
        {PURPOSES.map((purpose) => (
          <Switch key={purpose} labelId={`consent-${purpose}`} label={purposeName(purpose)} on={props.given[purpose] !== null} onChange={(on) => set(purpose, on)}>
            <button
              type="button"
              class="small-link"
              aria-describedby={`consent-${purpose}`}
              onClick={() => {
                reading.value = purpose;
              }}
            >
              {log.wording}
            </button>
          </Switch>
        ))}
      </div>
      {props.given.contact || props.anonymous === null ? null : (
        <div class="without">
          <p>{props.anonymous ? log.anonymousKeeps : log.without}</p>
          <Chip tick on={props.anonymous} onPress={() => props.onAnonymous?.(!props.anonymous)}>
            {log.anonymous}
          </Chip>
        </div>
      )}
      {reading.value ? (
        <Sheet
          title={purposeName(reading.value)}
          onClose={() => {
            reading.value = null;
          }}
        >
          <p class="quiet">{log.wordingRead}</p>
          <WordingText purpose={reading.value} />
        </Sheet>
      ) : null}
    </section>
  );
}
