// A showroom's own figures of a month, each with numerator and denominator (docs/rules.md 13).
import { type Activity, PRESENT, standing, wasReached } from "./activity.ts";
import type { Lead } from "./lead.ts";
import { isIn, type Month, type Rate } from "./orders.ts";

const RECORDED: readonly (string | null)[] = ["walk_in", "event"];
const UNEXPLAINED: readonly (string | null)[] = ["other", "unreachable"];

/** 建档数 and the five rates: 留档率, 试驾率, 二次来店率, 邀约到店率, 战败明确率. */
export interface Showroom {
  recorded: number;
  withContact: Rate;
  testDrive: Rate;
  secondVisit: Rate;
  appointmentsKept: Rate;
  lossesExplained: Rate;
}

type Case = readonly [Lead, readonly Activity[]];

/** The figures of one dealer's leads, anonymous ones included; deleted and merged ones are left out. */
export function showroomMonth(leads: readonly Case[], month: Month): Showroom {
  const living = leads.filter(([lead]) => !lead.deleted && !lead.merged);
  const recorded = living.filter(([lead]) => RECORDED.includes(lead.source) && isIn(lead.capturedOn, month));
  const reachable = recorded.filter(([lead]) => lead.mobile || lead.wechat || lead.email);
  const appointments = living.flatMap(([, done]) => appointmentsOf(done, month));
  const losses = living.filter(([lead]) => isLostIn(lead, month));
  const of = (count: number, all: readonly unknown[]): Rate => ({ n: count, d: all.length });
  return {
    recorded: recorded.length,
    withContact: of(reachable.length, recorded),
    testDrive: of(reachable.filter(([, done]) => drove(done, month.last)).length, reachable),
    secondVisit: of(reachable.filter(([lead, done]) => daysHere(lead, done, month.last).size >= 2).length, reachable),
    appointmentsKept: of(appointments.filter(Boolean).length, appointments),
    lossesExplained: of(losses.filter(([lead]) => !UNEXPLAINED.includes(lead.lostWhy)).length, losses),
  };
}

function drove(activities: readonly Activity[], until: string): boolean {
  return present(activities).some(({ type, day }) => type === "test_drive" && day <= until);
}

function daysHere(lead: Lead, activities: readonly Activity[], until: string): Set<string> {
  const days = new Set(present(activities).map(({ day }) => day).filter((day) => day <= until));
  if (lead.source === "walk_in" && lead.capturedOn !== null) days.add(lead.capturedOn);
  return days;
}

function present(activities: readonly Activity[]): Activity[] {
  return standing(activities).filter((activity) => PRESENT.includes(activity.type) && activity.byPerson && wasReached(activity));
}

/** For each appointment of the month that nothing corrected before its day: whether it was kept. */
function appointmentsOf(activities: readonly Activity[], month: Month): boolean[] {
  const here = new Set(present(activities).map(({ day }) => day));
  return activities.flatMap(({ id, type, on }) => {
    if (type !== "appointment" || on === null || !isIn(on, month)) return [];
    const corrected = activities.some((other) => other.corrects === id && other.id !== id && other.day < on);
    return corrected ? [] : [here.has(on)];
  });
}

function isLostIn(lead: Lead, month: Month): boolean {
  const confirmed = lead.column === "lost" && Boolean(lead.lostWhy) && lead.outcomeConfirmed;
  return confirmed && isIn(lead.lostOn ?? lead.outcomeOn ?? lead.stamped["lost"] ?? null, month);
}
