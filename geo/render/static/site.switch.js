/* Buttons that show one of several parts of a page. */
"use strict";
for (const group of document.querySelectorAll("[data-switch]")) {
  group.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-shows]");
    if (!chosen) return;
    for (const button of group.querySelectorAll("[data-shows]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
      document.getElementById(button.dataset.shows).hidden = button !== chosen;
    }
  });
}
