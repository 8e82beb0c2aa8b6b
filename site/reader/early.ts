// Runs before the page is drawn: the chosen look, and that scripts run, so that nothing jumps afterwards.
// It imports nothing: a page loads it as a plain script. The app keeps its look under the same key.
{
  const root = document.documentElement;
  root.classList.add("script");
  try {
    const chosen = localStorage.getItem("leadpwa-theme");
    if (chosen === "light" || chosen === "dark") root.dataset["theme"] = chosen;
    if (root.dataset["page"] === "choose") {
      const languages = (root.dataset["languages"] ?? "").split(" ");
      const kept = localStorage.getItem("leadpwa-lang") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
      location.replace(`${root.dataset["base"] ?? "/"}${languages.includes(kept) ? kept : languages[0]}/`);
    }
  } catch {
    // Without storage the system's look and the page's own choice stand.
  }
}
