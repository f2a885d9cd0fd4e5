// Light or dark, chosen before anything is painted; the switch in the bar goes round auto, light and dark.
// A classic script in the head, not a module: a module would come after the first paint and flash.
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  root.classList.add("scripted");

  const stored = () => {
    try {
      return localStorage.getItem("inkread-theme");
    } catch {
      return null; // storage may be forbidden; the device's setting then holds
    }
  };

  const store = (theme) => {
    try {
      localStorage.setItem("inkread-theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
  };

  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  const name = (button) => {
    const words = button.dataset[root.dataset.theme ?? "auto"];
    button.setAttribute("aria-label", words);
    button.title = words;
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    name(button);
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(root.dataset.theme ?? "auto") + 1) % order.length];
      apply(next);
      store(next);
      name(button);
      root.dispatchEvent(new Event("themechange"));
    });
  });
})();
