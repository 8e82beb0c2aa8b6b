// The people of the target pictures.
import type { Shown } from "../../../leadpwa/pwa/store/types.ts";
import type { FakePhone } from "../views/fake-phone.ts";

const DAY_MS = 86_400_000;
const day = (away: number): string => new Date(Date.now() + away * DAY_MS).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
const at = (away: number, clock: string): string => `${day(away)}T${clock}:00+08:00`;

type Person = readonly [name: string, title: string, mobile: string, window: string, column: string, state: Shown["state"], extra: Record<string, unknown>];

const PEOPLE: readonly Person[] = [
  ["周建华", "mr", "13812346021", "A", "p50", "sent", { next_step: { what: "送置换报价，约签约日", on: day(-2) }, decider: { yes: true }, proposal_fits: { yes: true }, price_discussed: { yes: true }, decision_on: day(4), delivery_on: day(20), met_on: day(-10) }],
  ["黄志强", "mr", "18622220917", "A", "opportunity", "waiting", { captured_at: at(0, "08:31") }],
  ["许文杰", "mr", "13733332205", "A", "first_meeting", "attention", { next_step: { what: "到店", on: day(1) }, first_meeting_at: at(1, "10:00") }],
  ["罗佳", "ms", "15944443370", "B", "opportunity", "sent", { captured_at: at(0, "07:10") }],
  ["吴丽娟", "ms", "13555557714", "B", "p25", "waiting", { next_step: { what: "问决定日", on: day(2) }, decider: { yes: true }, proposal_fits: { yes: true }, met_on: day(-4) }],
  ["梁启明", "mr", "18966664480", "B", "first_meeting", "sent", { next_step: { what: "试驾瑶光", on: day(0) }, first_meeting_at: at(0, "15:00") }],
  ["张伟", "mr", "13912340001", "A", "p90", "sent", { next_step: { what: "付定金，带合同", on: day(0) }, met_on: day(-20), said_yes_on: day(-1), decider: { yes: true }, proposal_fits: { yes: true }, price_discussed: { yes: true }, decision_on: day(0), delivery_on: day(20) }],
  ["何永年", "mr", "15077771163", "C", "p25", "sent", { next_step: { what: "谈置换", on: day(0) }, decider: { yes: true }, price_discussed: { yes: true }, met_on: day(-19) }],
  ["陈美珊", "ms", "13888889052", "D", "opportunity", "waiting", { next_step: { what: "回访", on: day(26) } }],
  ["欧阳倩", "ms", "13666660001", "E", "opportunity", "sent", { next_step: { what: "寄资料", on: day(9) } }],
];

export function fill(phone: FakePhone): void {
  const leads = PEOPLE.map(([name, title, mobile, purchase_window, column, state, extra], index): Shown => ({
    kind: "lead",
    id: `lead-${index}`,
    seq: state === "waiting" ? 0 : index + 1,
    state,
    stamps: { column: `${day(-6)}T02:00:00.000Z-0000-9f2c4e1ab7d05c38` },
    fields: {
      name, title, mobile, purchase_window, column, source: "event", event: "auto-show-2026", owner: "u-1", models: ["tiggo-8"],
      captured_at: at(-6, "16:20"), expected_on: day({ A: 26, B: 70, C: 160, D: 340, E: 700 }[purchase_window] ?? 0),
      consent_contact: { given: true, wording: "2026-1", at: at(-6, "16:20"), how: "spoken" }, ...extra,
    },
  }));
  const contact = (lead: string, type: string, when: string, text: string): Shown => ({
    kind: "activity", id: `${lead}-${type}`, seq: 9, state: "sent", stamps: {}, fields: { lead, type, at: when, text, by: "u-1" },
  });
  phone.all.value = [
    ...leads,
    contact("lead-0", "quote", at(-6, "16:20"), "瑞虎8 尊享版 139,800，置换抵 42,000。他说价格合适，等旧车评估。"),
    contact("lead-0", "objection", at(-6, "16:35"), "嫌置换价比同城低 3,000。已请评估师复核。"),
    contact("lead-0", "test_drive", at(-10, "10:10"), "与太太同来，本人决定。满意空间，问后排隔音。"),
    contact("lead-0", "call", at(-13, "09:42"), "约好周六试驾。"),
    contact("lead-0", "visit", at(-16, "15:30"), "首次来店，留下手机号。"),
    ...leads.slice(2).map((lead) => contact(lead.id, "call", at(-3, "09:00"), "约好时间。")),
    { kind: "event", id: "auto-show-2026", seq: 1, state: "sent", stamps: {}, fields: { name: "广州车展", from: day(-3), to: day(5) } },
    { kind: "dealer", id: "D01", seq: 2, state: "sent", stamps: {}, fields: { name: "广州天河店" } },
  ];
  phone.drafts.set("event", "auto-show-2026");
  const made = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const mutation = (id: string, record: string, patch: Record<string, unknown>) => ({ id, kind: "lead", record, hlc: "", patch });
  const entry = { clockErrorMs: 0, rules: null, inFlight: false, held: false };
  phone.entries = [
    { ...entry, mutation: mutation("m1", "lead-1", { source: "event", captured_at: made(2), name: "黄志强" }), madeAt: made(2) },
    { ...entry, mutation: mutation("m2", "lead-4", { next_step: { what: "问决定日", on: day(2) } }), madeAt: made(1.4) },
    { ...entry, mutation: mutation("m3", "lead-8", { company: "美珊花店", city: "广州" }), madeAt: made(0.6) },
  ];
  phone.troubles = [
    {
      id: "m0", mutation: mutation("m0", "lead-2", { source: "event", captured_at: made(3), name: "许文杰", mobile: "13733332205" }),
      problem: { code: "consent_missing" }, madeAt: made(3), refusedAt: made(2.5), why: "refused", creates: true,
    },
  ];
  phone.sync.value = { ...phone.sync.value, unsent: 3, oldest: made(2.1), attention: 1, lastSuccess: made(2.6), lastResult: { sent: 12, received: 7 } };
}
