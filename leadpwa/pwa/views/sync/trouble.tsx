import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import type { AttentionEntry } from "../../store/types.ts";
import { faultText } from "../log/fault-text.ts";
import { foreignNumbers, prepareFor } from "../log/foreign.ts";
import { faultOf, grouped, asDialled } from "../log/form.ts";
import { localMoment } from "../log/moment.ts";
import { act } from "../parts/act.ts";
import { Field } from "../parts/field.tsx";
import { handOut } from "../parts/hand-out.ts";
import { useHold } from "../parts/holding.ts";
import { Icon } from "../parts/icons.tsx";
import { useWorld } from "../world.ts";
import { madeAnonymous, withConsent, withMobile } from "./mend.ts";

/** One change that needs a person: why, that nothing is lost, and what can be done. */
export function Trouble({ entry, who }: { entry: AttentionEntry; who: string }): JSX.Element {
  const { phone, rules } = useWorld();
  const { sync } = words.value;
  const dropping = useSignal(false);
  const written = typeof entry.mutation.patch?.["mobile"] === "string" ? entry.mutation.patch["mobile"] : "";
  const mobile = useSignal(written);
  const fault = useSignal<string | null>(null);
  const { code } = entry.problem;
  const sendMobile = (): void => {
    const found = faultOf("mobile", mobile.value, foreignNumbers.value);
    fault.value = found ? faultText(found) : null;
    if (!found) void act(() => phone.mend(entry.id, withMobile(entry.mutation, asDialled(mobile.value))));
  };
  /** Gone only once the file is with the browser. */
  const drop = async (): Promise<void> => {
    if (await handOut(phone)) await act(() => phone.drop(entry.id));
  };
  useHold(mobile.value !== written);
  return (
    <li class="trouble">
      <Icon name="alert" size={24} />
      <div>
        <p>
          <strong>{sync.needsYou(who)}</strong>
        </p>
        <p>{whyText(entry)}</p>
        {code === "mobile_invalid" ? (
          <Field label={words.value.log.mobile} type="tel" value={mobile.value} error={fault.value} onInput={(value) => {
              prepareFor(value);
              mobile.value = grouped(value);
            }} />
        ) : null}
        {dropping.value ? (
          <>
            <p>{sync.dropAsk}</p>
            <p class="trouble-acts">
              <button
                type="button"
                class="link-button"
                onClick={() => void drop()}
              >
                {sync.dropExport}
              </button>
              <button type="button" class="link-button" onClick={() => (dropping.value = false)}>
                {sync.dropKeep}
              </button>
            </p>
          </>
        ) : (
          <p class="trouble-acts">
            {code === "consent_missing" ? (
              <>
                <button
                  type="button"
                  class="link-button"
                  onClick={() => void act(() => phone.mend(entry.id, withConsent(entry.mutation, rules.value.consent.wording, localMoment(new Date()))))}
                >
                  {sync.mendConsent}
                </button>
                <button type="button" class="link-button" onClick={() => void act(() => phone.mend(entry.id, madeAnonymous(entry.mutation)))}>
                  {sync.makeAnonymous}
                </button>
              </>
            ) : code === "mobile_invalid" ? (
              <button type="button" class="link-button" onClick={sendMobile}>
                {sync.mend}
              </button>
            ) : (
              <button type="button" class="link-button" onClick={() => void act(() => phone.sendAgain(entry.id))}>
                {sync.sendAgain}
              </button>
            )}
            <button type="button" class="link-button quiet-link" onClick={() => (dropping.value = true)}>
              {sync.drop}
            </button>
          </p>
        )}
      </div>
    </li>
  );
}

function whyText({ why, problem }: AttentionEntry): string {
  const { sync } = words.value;
  if (why === "lost") return sync.notSent(sync.whyLost);
  if (why === "unsendable") return sync.notSent(sync.whyUnsendable);
  return sync.refused(sync.whyRefused[problem.code] ?? problem.detail ?? sync.whyOther(problem.code));
}
