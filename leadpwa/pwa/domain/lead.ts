// A lead as the rules read it: the wire's fields, with days made local once (docs/rules.md, 1).
import { localDay, momentOf, parseDay } from "./calendar.ts";

export interface Lead {
  stage: string;
  column: string;
  purchaseWindow: string | null;
  capturedOn: string | null;
  expectedOn: string | null;
  confirmedOn: string | null;
  firstMeetingOn: string | null;
  secondCallOn: string | null;
  metOn: string | null;
  decisionOn: string | null;
  deliveryOn: string | null;
  saidYesOn: string | null;
  signedOn: string | null;
  deliveredOn: string | null;
  dormantUntil: string | null;
  nextStepOn: string | null;
  decider: boolean;
  proposalFits: boolean;
  priceDiscussed: boolean;
  lostWhy: string | null;
  invalidWhy: string | null;
  outcomeConfirmed: boolean;
  dealer: string | null;
  receivedOn: string | null;
  merged: boolean;
  /** The local day on which each field was last changed. */
  stamped: Readonly<Record<string, string>>;
}

type Wire = Readonly<Record<string, unknown>>;

// Beyond this distance from the creation stamp the phone's own time of capture is taken as wrong.
const CLOCK_TRUST_MS = 24 * 3_600_000;

/** The lead that these fields spell. A value of another form than the rules know counts as absent: a screen must show. */
export function leadFromWire(fields: Wire, stamps: Readonly<Record<string, string>>, zone: string): Lead {
  const text = (name: string, of: Wire = fields): string | null => {
    const value = of[name];
    return typeof value === "string" ? value : null;
  };
  const day = (name: string, of: Wire = fields): string | null => parseDay(text(name, of) ?? "");
  const inside = (name: string): Wire => {
    const value = fields[name];
    return typeof value === "object" && value !== null ? (value as Wire) : {};
  };
  const moment = (name: string): string | null => localDay(text(name) ?? "", zone);
  const column = text("column") ?? "opportunity";
  const stamped = Object.fromEntries(Object.entries(stamps).map(([name, stamp]) => [name, localDay(momentOf(stamp), zone) ?? ""]));
  return {
    stage: text("stage") ?? "lead",
    column,
    purchaseWindow: text("purchase_window"),
    capturedOn: localDay(trusted(text("captured_at"), stamps["captured_at"]), zone),
    expectedOn: day("expected_on"),
    confirmedOn: day("confirmed_on"),
    firstMeetingOn: moment("first_meeting_at"),
    secondCallOn: day("second_call_on"),
    metOn: day("met_on"),
    decisionOn: day("decision_on"),
    deliveryOn: day("delivery_on"),
    saidYesOn: day("said_yes_on"),
    signedOn: day("signed_on"),
    deliveredOn: day("delivered_on"),
    dormantUntil: day("dormant_until"),
    nextStepOn: day("on", inside("next_step")),
    decider: inside("decider")["yes"] === true,
    proposalFits: inside("proposal_fits")["yes"] === true,
    priceDiscussed: inside("price_discussed")["yes"] === true,
    lostWhy: text("why", inside("lost")),
    invalidWhy: text("invalid_why"),
    outcomeConfirmed: inside("outcome_confirmed")["yes"] === true && confirmedInTime(column, stamps),
    dealer: text("dealer"),
    receivedOn: moment("received_at"),
    merged: text("merged_into") !== null,
    stamped,
  };
}

/** The phone's own time of capture, or the creation stamp's where the two are a day apart. */
function trusted(captured: string | null, stamp: string | undefined): string {
  const created = stamp === undefined ? "" : momentOf(stamp);
  const apart = Math.abs(Date.parse(captured ?? "") - Date.parse(created));
  return apart > CLOCK_TRUST_MS ? created : (captured ?? "");
}

/** A confirmation counts only for the outcome that it was given for, not for one claimed after it. */
function confirmedInTime(column: string, stamps: Readonly<Record<string, string>>): boolean {
  const confirmed = stamps["outcome_confirmed"];
  return confirmed === undefined || confirmed >= (stamps[column === "invalid" ? "invalid_why" : "lost"] ?? "");
}
