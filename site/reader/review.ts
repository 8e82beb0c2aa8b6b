// A page that should have been read over by now says so: pages are made once and read for months.
export function startReview(now: Date = new Date()): void {
  const day = now.toLocaleDateString("sv");
  for (const notice of document.querySelectorAll<HTMLElement>("[data-review]")) {
    notice.hidden = (notice.dataset["review"] ?? "") >= day;
  }
}
