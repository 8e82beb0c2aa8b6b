// Making this phone somebody's: by the invitation's link, or by typing its code.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { chooseLanguage, language, words } from "../../i18n/index.ts";
import { PairError, type Phone } from "../../store/types.ts";
import { Field } from "../parts/field.tsx";
import { Icon } from "../parts/icons.tsx";
import { handOut } from "../parts/hand-out.ts";
import { useHold } from "../parts/holding.ts";
import { unsentOf } from "../sync/left.ts";
import { go, invited } from "../router.ts";
import { pageLink } from "../world.ts";
import { readCode } from "../../device/pairing.ts";
import { deviceName, isWhole, shownCode } from "./code.ts";

export interface PairProps {
  /** The phone that is open already, where it is paired. */
  current: Phone | null;
  base: string;
  pair: (code: string, device: string) => Promise<void>;
}

export function PairScreen({ current, base, pair }: PairProps): JSX.Element {
  const { pair: say_ } = words.value;
  const code = useSignal("");
  const named = deviceName(navigator.userAgent);
  const device = useSignal(named);
  const problem = useSignal<string | null>(null);
  const running = useSignal(false);
  const agreed = useSignal(current === null);

  // What was typed here stands nowhere else.
  useHold(code.value !== "" || running.value || device.value !== named);

  const run = async (): Promise<void> => {
    if (running.value) return;
    const whole = readCode(code.value);
    if (!isWhole(whole)) {
      problem.value = whole === "" ? say_.empty : say_.short;
      return;
    }
    problem.value = null;
    running.value = true;
    try {
      await pair(whole, device.value.trim() || named);
      go("#/today", { instead: true });
    } catch (error) {
      problem.value = problemText(error);
    } finally {
      running.value = false;
    }
  };

  // A link is used at once on a phone that is nobody's; on one that is somebody's it asks first.
  const link = invited.value;
  const used = useRef<string | null>(null);
  useEffect(() => {
    if (link === null || used.current === link) return;
    used.current = link;
    invited.value = null;
    code.value = shownCode(link);
    if (agreed.value) void run();
  }, [link]);

  if (!agreed.value && current) return <Already phone={current} onSwitch={() => ((agreed.value = true), code.value ? void run() : undefined)} />;
  return (
    <main class="screen pair">
      <header class="pair-head">
        <p>{words.value.appName}</p>
        <button type="button" class="link-button" lang={language.value === "zh" ? "en" : "zh"} onClick={() => chooseLanguage(language.value === "zh" ? "en" : "zh")}>
          {words.value.sync.language}
        </button>
      </header>
      <form
        class="pair-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <h1>{say_.title}</h1>
        <p class="quiet">{say_.lead}</p>
        <Field
          label={say_.code}
          value={code.value}
          error={problem.value}
          hint={say_.codeHint}
          big
          name="code"
          onInput={(value, input) => {
            code.value = input.selectionStart === value.length ? shownCode(value) : value;
          }}
        />
        <Field label={say_.device} value={device.value} hint={say_.deviceHint} name="device" onInput={(value) => (device.value = value)} />
        <button type="submit" class="btn btn-main" aria-disabled={running.value ? "true" : "false"}>
          {running.value ? say_.running : say_.act}
        </button>
      </form>
      <p class="pair-read">
        <a class="link-button" href={pageLink(base)}>
          <Icon name="learn" size={22} />
          {say_.readFirst}
        </a>
      </p>
    </main>
  );
}

function problemText(error: unknown): string {
  const { pair } = words.value;
  if (!(error instanceof PairError)) return pair.failed;
  if (error.code === "rate_limited") return pair.busy(error.retryAfter ?? 60);
  return { refused: pair.wrong, offline: pair.offline, server: pair.server, storage: pair.storage }[error.code];
}

function Already({ phone, onSwitch }: { phone: Phone; onSwitch: () => void }): JSX.Element {
  const { pair: say_, sync } = words.value;
  const { name } = phone.identity.user;
  const unsent = useSignal(0);
  useEffect(() => {
    void unsentOf(phone).then((found) => (unsent.value = found), () => undefined);
  }, [phone.sync.value, phone]);
  return (
    <main class="screen pair">
      <div class="pair-card">
        <h1>{say_.already(name)}</h1>
        <p class="quiet">{say_.alreadyHint}</p>
        <p class="quiet">{sync.userId(phone.identity.user.id)}</p>
        {unsent.value > 0 ? (
          <>
            <p>{say_.alreadyUnsent(unsent.value)}</p>
            <button type="button" class="link-button" onClick={() => void handOut(phone)}>
              {sync.export}
            </button>
          </>
        ) : null}
        <button type="button" class="btn btn-main" onClick={() => go("#/today", { instead: true })}>
          {say_.alreadyKeep(name)}
        </button>
        <button type="button" class="btn btn-line" onClick={onSwitch}>
          {say_.alreadySwitch}
        </button>
      </div>
    </main>
  );
}
