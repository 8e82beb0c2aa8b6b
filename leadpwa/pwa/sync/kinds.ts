// The kinds that phones write: what makes a mutation a creation, and what it hangs on.
import type { Fields, Mutation } from "../store/types.ts";

const CREATING: Readonly<Record<string, readonly [string, string]>> = {
  lead: ["source", "captured_at"],
  activity: ["lead", "type"],
  attachment: ["lead", "sha256"],
  reading: ["page", "done"],
  exercise: ["lesson", "answer"],
};

/** What is not kept of somebody who did not consent to contact; with it goes how they were addressed. */
export const PERSONAL: ReadonlySet<string> = new Set([
  "name", "title", "company", "mobile", "wechat", "email", "note", "persona", "recent", "place", "company_profile",
]);

/** Whether the mutation has the creating fields of its kind. */
export function creates({ kind, patch }: Pick<Mutation, "kind" | "patch">): boolean {
  const fields = CREATING[kind];
  return fields !== undefined && patch !== undefined && fields.every((field) => (patch[field] ?? null) !== null);
}

/** The lead that a change or record of another kind hangs on. */
export function leadOf(fields: Fields | undefined): string | null {
  const lead = fields?.["lead"];
  return typeof lead === "string" ? lead : null;
}

/** Whether the change belongs to `record`: to itself, or by hanging on it. */
export function belongsTo(mutation: Mutation, record: string): boolean {
  return mutation.record === record || leadOf(mutation.patch) === record;
}

/** What the server will add to a creation by itself, shown before it has. Never sent: it comes from the token. */
export function authored(kind: string, user: { id: string; dealer: string | null }): Fields {
  if (kind === "lead") return { owner: user.id, captured_by: user.id, ...(user.dealer && { dealer: user.dealer }) };
  return kind === "activity" ? { by: user.id } : { user: user.id };
}
