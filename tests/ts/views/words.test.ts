import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../../../leadpwa/pwa/i18n/en.ts";
import { readLanguage } from "../../../leadpwa/pwa/i18n/index.ts";
import { zh } from "../../../leadpwa/pwa/i18n/zh.ts";

/** Every string of a catalogue by its path; functions are called with numbers and texts. */
function strings(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") return strings((node as (...given: unknown[]) => unknown)(2, 3, 4), path);
  return Object.entries(node as object).flatMap(([key, child]) => strings(child, `${path}.${key}`));
}

test("both languages have the same strings, inside the open lists too", () => {
  const paths = (catalogue: object) => strings(catalogue).map(([path]) => path).sort();
  assert.deepEqual(paths(en), paths(zh));
});

test("nobody is shouted at, in either language", () => {
  for (const [path, text] of [...strings(zh), ...strings(en)]) assert.doesNotMatch(text, /[!！]/, path);
});

test("Chinese sentences carry full-width punctuation", () => {
  for (const [path, text] of strings(zh)) assert.doesNotMatch(text, /\p{Script=Han}[,;:?]/u, path);
});

test("the language chosen before wins over the browser's", () => {
  assert.equal(readLanguage("en", "zh-CN"), "en");
  assert.equal(readLanguage(null, "zh-TW"), "zh");
  assert.equal(readLanguage(null, "fr"), "en");
});
