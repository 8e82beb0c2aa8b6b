// What a failed save means for the person: DOMExceptions become the kinds of SaveError here and nowhere else.
import type { SaveErrorKind } from "./types.ts";
import { SaveError } from "./types.ts";

const KINDS: Readonly<Record<string, SaveErrorKind>> = {
  QuotaExceededError: "quota",
  // A full disk shows as an abort alone, with neither success nor error.
  AbortError: "quota",
  SecurityError: "private",
  InvalidStateError: "closed",
  UnknownError: "closed",
  VersionError: "closed",
  DataCloneError: "invalid",
  DataError: "invalid",
};

export function saveError(error: unknown): Error {
  if (!(error instanceof DOMException)) return error instanceof Error ? error : new SaveError("failed", { cause: error });
  return new SaveError(KINDS[error.name] ?? "failed", { cause: error });
}
