// The rules that ship, as the server sends them.
import { readFileSync } from "node:fs";
import { readRules, type Rules } from "../../../leadpwa/pwa/domain/rules.ts";

export const theRules = (): Rules => readRules(JSON.parse(readFileSync(process.env["LEADPWA_RULES"] ?? "", "utf8")));
