// What the one who is signed in on this device has read. The phone's own code comes only where somebody is.
import { readMark } from "../../leadpwa/pwa/device/loss.ts";
import { keep, recall } from "../../leadpwa/pwa/page/storage.ts";

export interface Read {
  version: string;
  /** The day and time at which it was, as the phone wrote it. */
  at: string;
}

/** What of a page is written down with the reading. */
export interface Reading {
  page: string;
  lang: string;
  version: string;
  hash: string;
  done: string;
}

export type Failure = "alone" | "full" | "failed";

/** Whether somebody has paired this device: asked without opening a database. */
export function isPaired(): boolean {
  return readMark({ read: recall, write: keep }) !== null;
}

/** The latest reading of each page, by section and slug; empty where nobody is signed in. */
export async function ownReadings(): Promise<ReadonlyMap<string, Read>> {
  const found = new Map<string, Read>();
  if (!isPaired()) return found;
  const { ownRecords } = await import("../../leadpwa/pwa/device/own.ts");
  for (const { page, version, at } of (await ownRecords("reading").catch(() => null)) ?? []) {
    if (typeof page !== "string" || typeof version !== "string" || typeof at !== "string") continue;
    const known = found.get(page);
    if (!known || Date.parse(known.at) < Date.parse(at)) found.set(page, { version, at });
  }
  return found;
}

/** Writes the reading down on this device, from where it goes to the server by itself. */
export async function keepReading({ page, lang, version, hash, done }: Reading): Promise<Read | Failure> {
  const kept = await write("reading", { page, lang, version, hash, done });
  return typeof kept === "string" ? kept : { version, at: String(kept["at"]) };
}

/** An exercise answered, by the rules of the page. */
export interface Mark {
  lesson: string;
  exercise: string;
  rules: string;
  answer: string;
  mark: number;
  max: number;
}

type Marks = ReadonlyMap<string, boolean>;

/** Of each lesson, whether each of its exercises was right when it was last answered; empty where nobody is signed in. */
export async function marksByLesson(): Promise<ReadonlyMap<string, Marks>> {
  const found = new Map<string, Map<string, boolean>>();
  if (!isPaired()) return found;
  const { ownRecords } = await import("../../leadpwa/pwa/device/own.ts");
  const records = (await ownRecords("exercise").catch(() => null)) ?? [];
  for (const { lesson, exercise, mark, max } of [...records].sort((a, b) => happened(a) - happened(b))) {
    if (typeof lesson !== "string" || typeof exercise !== "string") continue;
    const marks = found.get(lesson) ?? new Map<string, boolean>();
    found.set(lesson, marks.set(exercise, mark === max));
  }
  return found;
}

const happened = (fields: Readonly<Record<string, unknown>>): number => Date.parse(String(fields["at"])) || 0;

export async function ownMarks(lesson: string): Promise<Marks> {
  return (await marksByLesson()).get(lesson) ?? new Map();
}

/** Who is signed in on this device, and where. */
export async function whoReads(): Promise<{ name: string; organisation: string } | null> {
  const { whoIsHere } = await import("../../leadpwa/pwa/device/own.ts");
  return whoIsHere().catch(() => null);
}

/** Writes the mark down, where somebody is signed in; the exercise itself needs nobody. */
export async function keepMark(mark: Mark): Promise<void> {
  if (isPaired()) await write("exercise", { ...mark });
}

async function write(kind: "reading" | "exercise", fields: Record<string, unknown>): Promise<Record<string, unknown> | Failure> {
  const { openCurrent } = await import("../../leadpwa/pwa/device/phone.ts");
  const phone = await openCurrent().catch(() => null);
  if (phone === null) return isPaired() ? "failed" : "alone";
  try {
    return (await phone.create(kind, fields)).fields;
  } catch (error) {
    return (error as { kind?: string }).kind === "quota" ? "full" : "failed";
  } finally {
    void phone.syncNow().finally(() => phone.close());
  }
}

/** "11月24日", "24 November". */
export function dayWords(at: string): string {
  const language = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(language, { month: "long", day: "numeric" }).format(new Date(at));
}

/** The sentence of an element, `{…}` filled in. */
export function fill(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
