// The phone's merge, for the test that holds it against the server's: cases on stdin, records on stdout, both JSON.
import { emptyRecord, merged } from "../../leadpwa/pwa/sync/merge.ts";
import type { Mutation, WireRecord } from "../../leadpwa/pwa/store/types.ts";

type Case = readonly { mutation: Mutation; stamp: string }[];

function mergedCase(changes: Case): Pick<WireRecord, "fields" | "stamps"> & { deleted: boolean } {
  const start = emptyRecord("lead", "l1");
  const { fields, stamps, deleted } = changes.reduce((so, { mutation, stamp }) => merged(so, mutation, stamp), start);
  return { fields, stamps, deleted: deleted !== undefined };
}

let text = "";
for await (const chunk of process.stdin.setEncoding("utf-8")) text += chunk;
process.stdout.write(JSON.stringify((JSON.parse(text) as Case[]).map(mergedCase)));
