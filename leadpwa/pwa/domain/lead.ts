// A lead as the rules read it: the wire's fields, with days made local once (docs/rules.md 2).
import { DEFAULT_ZONE, HOUR_MS, localDay, parseStamp } from "./calendar.ts";
import { Reader } from "./reader.ts";
import type { Rules } from "./rules.ts";

const STAGES = ["enquiry", "lead"];
const ANSWERS = ["yes", "no", "unknown"];
const CLAIMS = ["opportunity", "first_meeting", "p25", "p50", "p90", "closed", "lost", "dormant", "invalid"];
const SOURCES = ["walk_in", "event", "hotline", "web_order", "web_test_drive", "enquiry_callback", "owner_callback", "referral", "social", "advertising", "other"];
const LOSSES = ["price", "model", "competitor", "finance", "delivery", "bought_elsewhere", "no_need", "unreachable", "other"];
const STAMPED = ["captured_at", "expected_on", "purchase_window", "column", "decision_on", "lost", "invalid_why", "outcome_confirmed"];
// Ten trillion yuan: what is worked out with it stays a whole number that every language holds exactly.
const MOST_YUAN = 10 ** 13;

export type Answer = "yes" | "no" | "unknown";

/** A point on the globe, in degrees. */
export interface Place {
  lat: number;
  lon: number;
}

export interface Lead {
  id: string;
  stage: string;
  column: string;
  purchaseWindow: string | null;
  capturedOn: string | null;
  /** Milliseconds. */
  receivedAt: number | null;
  receivedOn: string | null;
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
  lostOn: string | null;
  invalidWhy: string | null;
  outcomeConfirmed: boolean;
  outcomeOn: string | null;
  movedBack: boolean;
  money: Answer;
  authority: Answer;
  need: Answer;
  budgetMin: number | null;
  budgetMax: number | null;
  name: string | null;
  mobile: string | null;
  wechat: string | null;
  email: string | null;
  city: string | null;
  place: Place | null;
  source: string | null;
  noContact: boolean;
  mayShare: boolean;
  dealer: string | null;
  owner: string | null;
  merged: boolean;
  deleted: boolean;
  models: readonly string[];
  /** The local day on which some fields were last changed. */
  stamped: Readonly<Record<string, string>>;
}

type Wire = Readonly<Record<string, unknown>>;
type Stamps = Readonly<Record<string, string>>;

/** The lead that these fields spell. A value of another form than the rules know counts as absent: a screen must show. */
export function leadFromWire(fields: Wire, stamps: Stamps, rules: Rules, zone: string = DEFAULT_ZONE): Lead {
  return readLead(new Reader(fields), stamps, rules, zone);
}

/** The lead in a whole record `{id, fields, stamps, deleted?}` or in fields alone. Problems stay with the reader. */
export function leadFromRecord(record: Reader, rules: Rules, zone: string): Lead {
  const fields = record.fields("lead");
  const stamps = record.part("stamps");
  const texts: Record<string, string> = {};
  for (const name of STAMPED) {
    const text = stamps.text(name);
    if (text !== null) texts[name] = text;
  }
  for (const [name, text] of Object.entries(texts)) if (parseStamp(text) === null) stamps.wrong(name, "not_a_stamp");
  const deleted = fields !== record && isDeleted(record);
  return { ...readLead(fields, texts, rules, zone), id: record.text("id") ?? "", deleted };
}

/** The lead in a reader's fields; a field of the wrong form counts as absent and is noted there. */
export function readLead(reader: Reader, stamps: Stamps, rules: Rules, zone: string): Lead {
  const moments: Record<string, number> = {};
  for (const name of STAMPED) {
    const moment = stamps[name] === undefined ? null : parseStamp(stamps[name]);
    if (moment !== null) moments[name] = moment;
  }
  const days = {
    expectedOn: reader.day("expected_on"),
    confirmedOn: reader.day("confirmed_on"),
    secondCallOn: reader.day("second_call_on"),
    metOn: reader.day("met_on"),
    decisionOn: reader.day("decision_on"),
    deliveryOn: reader.day("delivery_on"),
    saidYesOn: reader.day("said_yes_on"),
    signedOn: reader.day("signed_on"),
    deliveredOn: reader.day("delivered_on"),
    dormantUntil: reader.day("dormant_until"),
  };
  const column = reader.choice("column", CLAIMS) ?? "opportunity";
  const [lost, outcome] = [reader.part("lost"), reader.part("outcome_confirmed")];
  const [budgetMin, budgetMax] = budgetOf(reader);
  const receivedAt = reader.moment("received_at");
  const on = (ms: number | null | undefined): string | null => (ms == null ? null : localDay(ms, zone));
  return {
    id: "",
    deleted: false,
    stage: reader.choice("stage", STAGES) ?? "lead",
    column,
    purchaseWindow: reader.text("purchase_window"),
    capturedOn: on(captured(reader.moment("captured_at"), moments["captured_at"], rules)),
    receivedAt,
    receivedOn: on(receivedAt),
    firstMeetingOn: on(reader.moment("first_meeting_at")),
    nextStepOn: reader.part("next_step").day("on"),
    decider: reader.part("decider").flag("yes"),
    proposalFits: reader.part("proposal_fits").flag("yes"),
    priceDiscussed: reader.part("price_discussed").flag("yes"),
    lostWhy: lost.choice("why", LOSSES),
    lostOn: lost.day("on"),
    invalidWhy: reader.text("invalid_why") || withheld(reader, "invalid_why"),
    outcomeConfirmed: outcome.flag("yes") && inTime(column, stamps),
    outcomeOn: outcome.day("on"),
    movedBack: reader.hasPart("fell_back"),
    money: answer(reader, "money"),
    authority: answer(reader, "authority"),
    need: answer(reader, "need"),
    budgetMin,
    budgetMax,
    name: reader.text("name"),
    mobile: reader.text("mobile"),
    wechat: reader.text("wechat"),
    email: reader.text("email"),
    city: reader.text("city"),
    place: placeOf(reader),
    source: reader.choice("source", SOURCES),
    noContact: reader.flag("no_contact"),
    mayShare: reader.part("consent_share_with_dealer").flag("given"),
    dealer: reader.text("dealer"),
    owner: reader.text("owner"),
    merged: reader.text("merged_into") !== null,
    models: reader.words("models"),
    stamped: Object.fromEntries(Object.entries(moments).map(([name, ms]) => [name, localDay(ms, zone) ?? ""])),
    ...days,
  };
}

/** The point in `{lat, lon}`; null where either is not there. */
export function readPlace(reader: Reader): Place | null {
  const [lat, lon] = [reader.number("lat", -90, 90), reader.number("lon", -180, 180)];
  return lat === null || lon === null ? null : { lat, lon };
}

function placeOf(reader: Reader): Place | null {
  const place = reader.part("place");
  if (reader.has("place")) place.needs("lat", "lon");
  return readPlace(place);
}

function isDeleted(record: Reader): boolean {
  const stamp = record.raw("deleted") ?? null;
  if (stamp === null || (typeof stamp === "string" && parseStamp(stamp) !== null)) return stamp !== null;
  record.wrong("deleted", "not_a_stamp");
  return false;
}

/** A word in place of a text that the server holds and did not send: that it was given still counts. */
function withheld(reader: Reader, name: string): string | null {
  const names = reader.raw("withheld");
  return Array.isArray(names) && names.includes(name) ? "withheld" : null;
}

function budgetOf(reader: Reader): [number | null, number | null] {
  const budget = reader.part("budget");
  const [least, most] = [budget.whole("min", 0, MOST_YUAN), budget.whole("max", 0, MOST_YUAN)];
  if (least === null || most === null || least <= most) return [least, most];
  reader.wrong("budget", "min_over_max");
  return [null, null];
}

function answer(reader: Reader, name: string): Answer {
  return (reader.choice(name, ANSWERS) ?? "unknown") as Answer;
}

/** The phone's own time of capture, or the creation stamp's where the two are too far apart. */
function captured(own: number | null, created: number | undefined, rules: Rules): number | null {
  if (own === null || created === undefined) return own ?? created ?? null;
  return Math.abs(own - created) > rules.capture.clock_trust_hours * HOUR_MS ? created : own;
}

/** A confirmation counts only for the outcome that it was given for, not for one claimed after it. */
function inTime(column: string, stamps: Stamps): boolean {
  const confirmed = stamps["outcome_confirmed"];
  return confirmed === undefined || confirmed >= (stamps[column === "invalid" ? "invalid_why" : "lost"] ?? "");
}
