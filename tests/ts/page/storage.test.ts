// Where the browser forbids storage, app and pages start all the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLanguage, language, startLanguage } from "../../../leadpwa/pwa/i18n/index.ts";
import { decoded } from "../../../leadpwa/pwa/page/decoded.ts";
import { chooseTheme, startTheme, theme } from "../../../leadpwa/pwa/views/theme.ts";

function forbidStorage(): void {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("forbidden", "SecurityError");
    },
  });
}

test("language and look hold for this page where nothing can be kept", () => {
  forbidStorage();
  Object.defineProperty(globalThis, "navigator", { value: { language: "zh-CN" }, configurable: true });
  Object.assign(globalThis, { document: { documentElement: { dataset: {} } } });
  startLanguage();
  startTheme();
  chooseLanguage("en");
  chooseTheme("dark");
  assert.deepEqual([language.value, theme.value], ["en", "dark"]);
});

test("an address that was cut in the middle of a character is read as it stands", () => {
  assert.equal(decoded("%E4%"), "%E4%");
  assert.equal(decoded("%E4%B8%AD"), "中");
});
