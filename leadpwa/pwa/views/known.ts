// What a lead means today: everything that rows, cards and screens show of it, worked out by the rules in one place.
import { words } from "../i18n/index.ts";
import type { Shown } from "../store/types.ts";
import type { Rules } from "../domain/rules.ts";

export interface Due { on: string; why: string; overdue: boolean }
export interface Change { on: string; to: string }
export interface Known {
  shown: Shown;
  id: string;
  name: string;
  title: string;
  who: string;
  mobile: string | null;
  class: string | null;
  expectedOn: string | null;
  overdue: boolean;
  change: Change | null;
  column: string;
  missing: readonly string[];
  fellBack: { from: string; on: string; why: string } | null;
  daysInColumn: number | null;
  due: Due | null;
  nextStep: { what: string; on: string } | null;
  capturedOn: string;
  owner: string | null;
  models: readonly string[];
}
