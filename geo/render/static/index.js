/* Language of the pages outside a site that have no map: without a script both languages are shown, with it one of them. */
"use strict";
(function () {
  function apply(lang) {
    const root = document.documentElement;
    root.lang = lang === "en" ? "en" : "zh-CN";
    root.dataset.lang = lang;
    for (const button of document.querySelectorAll("button[data-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    }
  }
  function given() {
    return new URLSearchParams(location.hash.slice(1)).get("lang") === "en" ? "en" : "zh";
  }
  for (const button of document.querySelectorAll("button[data-lang]")) {
    button.addEventListener("click", () => {
      location.replace("#lang=" + button.dataset.lang);
      apply(button.dataset.lang);
    });
  }
  window.addEventListener("hashchange", () => { if (location.hash.includes("lang=")) apply(given()); });
  apply(given());
})();
