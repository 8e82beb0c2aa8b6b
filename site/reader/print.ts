// Printing: answers are unfolded on paper, and folded again after.
export function startPrint(): void {
  for (const button of document.querySelectorAll('[data-act="print"]')) button.addEventListener("click", () => print());
  let folded: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });
}
