// What a lead shows today: its words and numbers for rows, cards and screens, with what the rules make of it.
import type { Rules } from "../domain/rules.ts";
import { isolated } from "../i18n/isolate.ts";
import { words } from "../i18n/index.ts";
import type { RecordState, Shown } from "../store/types.ts";
import { type Hanging, type Meaning, meaningOf } from "./meaning.ts";

export interface Known extends Meaning {
  shown: Shown;
  /** The worst of the lead itself and of what hangs on it. */
  state: RecordState;
  id: string;
  /** What stands large: the name, else the number's end, else that it is anonymous. */
  name: string;
  /** 先生, 女士 or "". */
  title: string;
  /** Name and title as one speaks of them. */
  who: string;
  mobile: string | null;
  nextStep: { what: string; on: string } | null;
  /** Null until somebody owns it. */
  owner: string | null;
  models: readonly string[];
}

export interface Frame {
  today: string;
  zone: string;
  rules: Rules;
}

export function know(shown: Shown, hanging: Hanging, frame: Frame): Known {
  const { fields } = shown;
  const { common } = words.value;
  const text = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");
  const title = text("title") === "mr" ? common.mr : text("title") === "ms" ? common.ms : "";
  const named = isolated(text("name"));
  const name = named || (fields["no_contact"] === true ? common.anonymous : common.unnamed);
  return {
    ...meaningOf(shown, hanging, frame),
    shown,
    state: worst([shown, ...hanging.activities].map(({ state }) => state)),
    id: shown.id,
    name,
    title: named ? title : "",
    who: named ? common.nameWith(named, title) : name,
    mobile: text("mobile") || null,
    nextStep: stepOf(fields["next_step"]),
    owner: text("owner") || null,
    models: Array.isArray(fields["models"]) ? fields["models"].map(String) : [],
  };
}

const WORST: readonly RecordState[] = ["attention", "waiting", "sent"];

const worst = (states: readonly RecordState[]): RecordState => WORST.find((state) => states.includes(state)) ?? "sent";

function stepOf(step: unknown): { what: string; on: string } | null {
  const found = step as { what?: unknown; on?: unknown } | null | undefined;
  // What it is may be withheld; that there is one, and when, is not.
  return typeof found?.on === "string" ? { what: typeof found.what === "string" ? isolated(found.what) : "", on: found.on } : null;
}
