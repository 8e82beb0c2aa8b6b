// The sheet of this phone: what waits and since when, what needs a person and why, and that nothing is lost.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { bytesText, clockText, momentText } from "../../i18n/format.ts";
import { words } from "../../i18n/index.ts";
import type { AttentionEntry, OutboxEntry } from "../../store/types.ts";
import { act } from "../parts/act.ts";
import { Badge } from "../parts/badge.tsx";
import { handOut } from "../parts/hand-out.ts";
import { Icon } from "../parts/icons.tsx";
import { say } from "../parts/said.ts";
import { Sheet } from "../parts/sheet.tsx";
import { State } from "../parts/state.tsx";
import { nameOfDealer, useWorld } from "../world.ts";
import { Choices } from "./choices.tsx";
import { describe } from "./describe.ts";
import { SignOut } from "./sign-out.tsx";
import { Standing } from "./standing.tsx";
import { Trouble } from "./trouble.tsx";

export function PhoneSheet({ onClose }: { onClose: () => void }): JSX.Element {
  const world = useWorld();
  const { phone } = world;
  const state = phone.sync.value;
  const { sync } = words.value;
  const waitingChanges = useSignal<readonly OutboxEntry[]>([]);
  const troubles = useSignal<readonly AttentionEntry[]>([]);
  const leaving = useSignal(false);
  useEffect(() => {
    // A phone that is being signed out of answers nothing any more.
    void phone.outbox().then((entries) => (waitingChanges.value = entries), () => undefined);
    void phone.attention().then((entries) => (troubles.value = entries), () => undefined);
  }, [state, phone]);
  const isAllSent = state.unsent === 0 && waitingChanges.value.length === 0 && troubles.value.length === 0;
  if (leaving.value) return <SignOut onClose={onClose} />;
  return (
    <Sheet
      idle
      title={<Title />}
      onClose={onClose}
      foot={
        <div class="foot-acts">
          <button type="button" class="btn btn-line" onClick={() => (isAllSent ? say({ title: sync.exportNone }) : void handOut(phone))}>
            {sync.export}
          </button>
          <button type="button" class="btn btn-main" aria-disabled={state.running ? "true" : "false"} onClick={() => void act(() => phone.syncNow())}>
            <Icon name="sync" size={22} />
            {state.running ? sync.running : sync.sendNow}
          </button>
        </div>
      }
    >
      <Standing />
      {troubles.value.length > 0 ? (
        <ul class="troubles">
          {troubles.value.map((entry) => (
            <Trouble key={entry.id} entry={entry} who={described(entry.mutation).who} />
          ))}
        </ul>
      ) : null}
      {waitingChanges.value.length > 0 ? (
        <ul class="waiting-changes">
          {waitingChanges.value.map((entry) => {
            const { lead, who, what } = described(entry.mutation);
            return (
              <li key={entry.mutation.id}>
                <Badge of={lead?.class ?? null} size="small" />
                <span>
                  <strong>{who}</strong> <span class="quiet">{entry.held ? sync.held : what}</span>
                </span>
                <time dateTime={entry.madeAt}>{clockText(entry.madeAt, world.zone)}</time>
                <State of="waiting" />
              </li>
            );
          })}
        </ul>
      ) : null}
      <Numbers />
      <Choices
        onSignOut={() => {
          leaving.value = true;
        }}
      />
    </Sheet>
  );

  function described(mutation: OutboxEntry["mutation"]): ReturnType<typeof describe> {
    const leadOf = (id: string): string | null => {
      for (const [lead, list] of world.activities.value) if (list.some((one) => one.id === id)) return lead;
      return null;
    };
    return describe(mutation, world.leads.value, leadOf);
  }
}

function Title(): JSX.Element {
  const { phone } = useWorld();
  const { sync } = words.value;
  const { unsent, attention } = phone.sync.value;
  return (
    <>
      {unsent > 0 ? sync.unsent(unsent) : sync.allSent}
      {attention > 0 ? <span class="late title-attention">{sync.attention(attention)}</span> : null}
    </>
  );
}

function Numbers(): JSX.Element {
  const world = useWorld();
  const { sync } = words.value;
  const { identity } = world.phone;
  const state = world.phone.sync.value;
  const last = state.lastSuccess ? momentText(state.lastSuccess, world.today.value, world.zone) : null;
  const dealer = nameOfDealer(world.phone) ?? identity.organisation.name;
  const kept = state.persisted === null ? "" : state.persisted ? sync.persisted : sync.notPersisted;
  const comma = words.value.common.comma;
  return (
    <dl class="numbers">
      <dt>{sync.lastSuccess}</dt>
      <dd>{last ? (state.lastResult ? sync.lastResult(last, state.lastResult.sent, state.lastResult.received) : last) : sync.never}</dd>
      <dt>{sync.space}</dt>
      <dd>{[state.bytes === null ? sync.spaceUnknown : bytesText(state.bytes), kept].filter(Boolean).join(comma)}</dd>
      <dt>{sync.user}</dt>
      <dd>{sync.dealerOf(identity.user.name, dealer)}</dd>
    </dl>
  );
}
