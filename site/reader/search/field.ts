// The search field: asks the worker, shows what it finds, moves by arrows, opens by "/".
import { show } from "./results.ts";
import type { Answer, Question } from "./worker.ts";

export function startSearch(): void {
  const box = document.querySelector<HTMLElement>("[data-search]");
  const input = box?.querySelector<HTMLInputElement>("#q");
  const results = box?.querySelector<HTMLElement>("[data-results]");
  if (!box || !input || !results) return;
  const { base = "/", language = "", worker: address } = document.documentElement.dataset;
  if (!address) return;
  let worker: Worker | null = null;
  let asked = 0;

  const ask = (): void => {
    const query = input.value.trim();
    asked += 1;
    if (!query) {
      results.hidden = true;
      input.setAttribute("aria-expanded", "false");
      return;
    }
    worker ??= start();
    worker.postMessage({ id: asked, query, base, language } satisfies Question);
  };
  const start = (): Worker => {
    const fresh = new Worker(address, { type: "module" });
    fresh.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.id === asked) show(data, input, results, base);
    });
    return fresh;
  };
  const open = (): void => {
    document.body.classList.add("searching");
    worker ??= start();
    input.focus();
    if (input.value) ask();
  };
  const close = (): void => {
    document.body.classList.remove("searching");
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.blur();
  };

  input.disabled = false;
  input.addEventListener("focus", open);
  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => keys(event, input, results, close));
  for (const button of document.querySelectorAll('[data-act="search"]')) button.addEventListener("click", open);
  box.querySelector('[data-act="search-close"]')?.addEventListener("click", () => {
    input.value = "";
    close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (document.body.classList.contains("searching") && !box.contains(event.target as Node)) close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
}

function keys(event: KeyboardEvent, input: HTMLInputElement, results: HTMLElement, close: () => void): void {
  // While a Chinese word is being composed, the arrows and Enter belong to the input method.
  if (event.isComposing) return;
  const options = [...results.querySelectorAll<HTMLAnchorElement>('[role="option"]')];
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") {
    event.preventDefault();
    if (input.value) {
      input.value = "";
      input.dispatchEvent(new Event("input"));
    } else close();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = event.key === "ArrowDown" ? Math.min(now + 1, options.length - 1) : Math.max(now - 1, 0);
    options[now]?.setAttribute("aria-selected", "false");
    const option = options[next];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
  } else if (event.key === "Enter") {
    event.preventDefault();
    (options[now] ?? options[0])?.click();
  }
}
