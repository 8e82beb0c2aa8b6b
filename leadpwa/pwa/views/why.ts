// Why a lead stands in a list today, in a few words: "next step passed 2 days ago", "B → A in 6 days".
import { daysBetween } from "../domain/calendar.ts";
import { dayText, momentText, nearDay } from "../i18n/format.ts";
import { words } from "../i18n/index.ts";
import type { Known } from "./known.ts";
import type { World } from "./world.ts";

export interface Why {
  text: string;
  late: boolean;
}

/** A change of class this near is worth saying before anything is due. */
const CHANGE_NEAR_DAYS = 7;

/** `withStep`: also what the passed next step was, where there is room for it. */
export function whyText(lead: Known, world: World, { withStep = false } = {}): Why {
  const { due } = words.value;
  const today = world.today.value;
  const next = lead.due;
  const past = next ? daysBetween(next.on, today) : 0;
  // A step that has passed is said first, whatever else is due: it is what makes a prospect fall back.
  const stepPast = lead.nextStep ? daysBetween(lead.nextStep.on, today) : 0;
  if (next && lead.nextStep && stepPast > 0) {
    return { text: withStep ? due.passedStep(stepPast, lead.nextStep.what) : due.passed(stepPast), late: true };
  }
  if (next && past > 0) return { text: due.late(reason(next.why), past), late: true };
  if (next && next.why === "next_step" && lead.nextStep) return { text: due.step(lead.nextStep.what, nearDay(next.on, today)), late: false };
  if (next && next.why === "first_contact") {
    return { text: lead.capturedOn === today ? due.loggedToday : due.loggedOn(dayText(lead.capturedOn, today)), late: false };
  }
  const meeting = lead.shown.fields["first_meeting_at"];
  if (next && next.why === "first_meeting" && typeof meeting === "string") {
    return { text: due.step(due.first_meeting, momentText(meeting, today, world.zone)), late: false };
  }
  const toChange = lead.change ? daysBetween(today, lead.change.on) : Infinity;
  if (lead.change && lead.class && toChange <= CHANGE_NEAR_DAYS) return { text: due.change(toChange, lead.class, lead.change.to), late: false };
  if (next) return { text: due.step(reason(next.why), nearDay(next.on, today)), late: false };
  return { text: "", late: false };
}

function reason(why: string): string {
  const { due } = words.value;
  const words_: Record<string, string> = {
    complaint: due.complaint, next_step: due.next_step, first_meeting: due.first_meeting, first_contact: due.first_contact,
    call_back: due.call_back, nurture: due.nurture, service_call: due.service_call, wake_up: due.wake_up,
  };
  return words_[why] ?? "";
}
