/* Language of the index and of the pages without a map: without a script both languages are shown, with it one of them. */
"use strict";
(function () {
  function apply(lang) {
    const root = document.documentElement;
    root.lang = lang === "en" ? "en" : "zh-CN";
    root.dataset.lang = lang;
    for (const button of document.querySelectorAll("button[data-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    }
    for (const link of document.querySelectorAll("a.face, a.onward")) {
      const [page, hash] = link.getAttribute("href").split("#");
      const given = new URLSearchParams(hash || "");
      given.delete("lang");
      if (lang === "en") given.set("lang", "en");
      link.href = page + (given.size ? "#" + given : "");
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
