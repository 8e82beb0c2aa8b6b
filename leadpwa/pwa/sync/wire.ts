// What travels: the request's shape, and an answer read with distrust. Whatever is not the protocol (a captive portal's
// page, a cut text) is null here and a failure to the caller, never an acknowledgement.
import type { Mutation, Problem, WireRecord } from "../store/types.ts";

export interface SyncRequest {
  client: string;
  client_now: string;
  epoch?: string;
  cursor: number;
  rules?: string;
  mutations: Mutation[];
  limit: number;
}

export interface Result {
  /** null where the server could not read an id. */
  id: string | null;
  status: "applied" | "duplicate" | "refused";
  stamp?: string;
  retry: boolean;
  problem: Problem;
}

export interface Gone {
  kind: string;
  id: string;
  why: "view" | "erased";
}

export interface SyncAnswer {
  results: Result[];
  changes: WireRecord[];
  gone: Gone[];
  epoch: string;
  cursor: number;
  more: boolean;
  serverMs: number;
}

type Json = Record<string, unknown>;

const NO_PROBLEM: Problem = { code: "invalid" };
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** ms since 1970 of a date-time with offset, null for anything else. */
export function readTime(value: unknown): number | null {
  if (typeof value !== "string" || !TIME.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}

/** The answer to a request that was at `cursor`, null if it is none. */
export function readAnswer(body: unknown, cursor: number): SyncAnswer | null {
  if (!isObject(body)) return null;
  const { results, changes, gone, epoch, more } = body;
  const serverMs = readTime(body["server_time"]);
  const reached = body["cursor"];
  if (!Array.isArray(results) || !Array.isArray(changes) || !Array.isArray(gone)) return null;
  if (typeof epoch !== "string" || typeof more !== "boolean" || serverMs === null) return null;
  if (typeof reached !== "number" || !Number.isSafeInteger(reached) || reached < cursor) return null;
  if (!results.every(isResult) || !changes.every(isRecord) || !gone.every(isGone)) return null;
  return { results: results.map(readResult), changes, gone, epoch, cursor: reached, more, serverMs };
}

function isResult(value: unknown): value is Json {
  return isObject(value) && (typeof value["id"] === "string" || value["id"] === null);
}

function readResult(value: Json): Result {
  const { id, status, stamp, retry, problem } = value;
  return {
    id: id as string | null,
    status: status as Result["status"],
    ...(typeof stamp === "string" && { stamp }),
    retry: retry === true,
    problem: readProblem(problem) ?? NO_PROBLEM,
  };
}

function isRecord(value: unknown): value is WireRecord {
  if (!isObject(value)) return false;
  const { kind, id, seq, fields, stamps } = value;
  const isNamed = typeof kind === "string" && typeof id === "string" && id !== "";
  return isNamed && Number.isSafeInteger(seq) && isObject(fields) && isObject(stamps);
}

function isGone(value: unknown): value is Gone {
  if (!isObject(value)) return false;
  const { kind, id, why } = value;
  return typeof kind === "string" && typeof id === "string" && (why === "view" || why === "erased");
}

/** A problem+json body; null for anything without a `code`. */
export function readProblem(body: unknown): Problem | null {
  if (!isObject(body) || typeof body["code"] !== "string") return null;
  const { type, title, status, detail, errors } = body;
  const isError = (each: unknown) => isObject(each) && typeof each["path"] === "string";
  return {
    code: body["code"],
    ...(typeof type === "string" && { type }),
    ...(typeof title === "string" && { title }),
    ...(typeof status === "number" && { status }),
    ...(typeof detail === "string" && { detail }),
    ...(Array.isArray(errors) && errors.every(isError) && { errors: errors as NonNullable<Problem["errors"]> }),
  };
}
