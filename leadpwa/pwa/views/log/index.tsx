// Logging a lead: one screen, one thumb; a way to reach the person is enough.
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { words } from "../../i18n/index.ts";
import { Icon } from "../parts/icons.tsx";
import { Select } from "../parts/field.tsx";
import { Unfinished } from "../parts/unfinished.tsx";
import { back } from "../router.ts";
import { eventName, pageLink, useWorld, type World } from "../world.ts";
import { AskConsent } from "./ask-consent.tsx";
import { Consents } from "./consents.tsx";
import { EventSheet } from "./event-sheet.tsx";
import { canTry, type Setting, sourceOf } from "./form.ts";
import { type LogForm, makeLogForm } from "./log-form.ts";
import { ModelChips } from "./model-chips.tsx";
import { rankedModels } from "./models.ts";
import { MoreFields } from "./more-fields.tsx";
import { Person } from "./person.tsx";
import { SaveFoot } from "./save-foot.tsx";
import { faultText } from "./fault-text.ts";
import { WindowChips } from "./window-chips.tsx";

const forms = new WeakMap<World, LogForm>();

/** One form a phone: leaving the screen and coming back finds it as it was. */
function formOf(world: World): LogForm {
  const found = forms.get(world) ?? makeLogForm(world, () => settingOf(world));
  forms.set(world, found);
  return found;
}

function settingOf(world: World): Setting {
  const rules = world.rules.value;
  return { event: world.event.value, today: world.today.value, rules, wording: rules.consent.wording };
}

export function LogScreen(): JSX.Element {
  const world = useWorld();
  const form = useMemo(() => formOf(world), [world]);
  const screen = useRef<HTMLElement>(null);
  const { log, common } = words.value;
  const typed = form.typed.value;
  const choosingEvent = useSignal(false);
  const models = useComputed(() => rankedModels(world.facts.models, world.phone.leads.value, world.event.value));
  useFocus(screen, form);
  const faults = form.faults.value;
  return (
    <main class="screen log" ref={screen}>
      <header class="form-head">
        <button type="button" class="icon-button" aria-label={common.close} onClick={() => back("#/today")}>
          <Icon name="close" />
        </button>
        <h1>{log.title}</h1>
        <button
          type="button"
          class="link-button event-button"
          onClick={() => {
            choosingEvent.value = true;
          }}
        >
          {eventName(world, world.event.value) ?? log.chooseEvent}
        </button>
        <p class="count">{log.count(loggedToday(world) + 1)}</p>
      </header>
      {form.restored.value ? (
        <Unfinished discard={form.discard} />
      ) : null}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.press("next");
        }}
        id="log-form"
      >
        <Person form={form} />
        <WindowChips
          value={typed.window}
          rules={world.rules.value}
          today={world.today.value}
          policy={pageLink(world.base, "policy/classes/#by-time")}
          onChoose={(window) => form.change({ window })}
        />
        <ModelChips
          {...models.value}
          chosen={typed.models}
          other={typed.otherModel}
          otherError={faultText(faults.otherModel)}
          onChoose={(chosen) => form.change({ models: chosen })}
          onOther={(otherModel) => form.change({ otherModel })}
        />
        <Consents
          given={typed.consent}
          anonymous={typed.anonymous}
          onChange={(consent) => form.change({ consent, ...(consent.contact ? { anonymous: false } : {}) })}
          onAnonymous={(anonymous) => form.change({ anonymous })}
        />
        <MoreFields form={form}>
          <Select
            label={log.source}
            value={sourceOf(typed, settingOf(world))}
            options={Object.entries(words.value.sources)}
            onChange={(source) => form.change({ source })}
          />
        </MoreFields>
      </form>
      <SaveFoot form={form} ready={canTry(typed)} />
      {form.asking.value ? <AskConsent form={form} /> : null}
      {choosingEvent.value ? (
        <EventSheet
          onClose={() => {
            choosingEvent.value = false;
          }}
        />
      ) : null}
    </main>
  );
}

/** How many were logged on this phone today. */
function loggedToday(world: World): number {
  const me = world.phone.identity.user.id;
  const today = world.today.value;
  return world.leads.value.filter((lead) => lead.capturedOn === today && (lead.owner === null || lead.owner === me)).length;
}

/** Into the first wrong field, else into the first field, whenever the form asks for it. */
function useFocus(screen: { current: HTMLElement | null }, form: LogForm): void {
  const asked = form.attend.value;
  useEffect(() => {
    const wrong = screen.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const first = screen.current?.querySelector<HTMLElement>("#log-form input");
    // On a phone the keyboard would cover half of the form before anything was read: only where one was asked.
    if (asked > 0 || matchMedia("(hover: hover)").matches) (wrong ?? first)?.focus();
    if (asked > 0 && !wrong) scrollTo({ top: 0 });
  }, [asked, screen]);
}
