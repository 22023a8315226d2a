/* An address of earlier: on to the page of today, in the language and with the state of the link. */
"use strict";
(function () {
  const { zh, en } = document.currentScript.dataset;
  const given = new URLSearchParams(location.hash.slice(1));
  const [page, hash] = (given.get("lang") === "en" ? en : zh).split("#");
  given.delete("lang");
  const state = [hash, given.toString()].filter(Boolean).join("&");
  location.replace(page + (state ? "#" + state : ""));
})();
