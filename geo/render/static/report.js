/* The rows of a report that hold every word of a query; what has none of them is out of sight. */
"use strict";
(function () {
  const box = document.getElementById("find");
  const told = document.getElementById("found");
  const rows = Array.from(document.querySelectorAll("tr[data-row]"), (row) => {
    const group = row.parentElement.querySelector(".group");
    const text = (group ? group.textContent + " " : "") + row.textContent;
    return { row, text: text.toLowerCase() };
  });
  const around = document.querySelectorAll("main tbody:has(tr[data-row]), main .listing, main section");

  function find() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) n += 1;
    }
    document.body.classList.toggle("finding", words.length > 0);
    for (const part of around) part.hidden = words.length > 0 && !part.querySelector("tr[data-row]:not([hidden])");
    told.textContent = words.length ? told.dataset.said.replace("{n}", String(n)) : "";
  }

  /* A map that is wider than the window opens on its middle. */
  for (const frame of document.querySelectorAll(".frame")) frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  box.parentElement.hidden = false;
  box.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.value) { box.value = ""; find(); }
  });
  /* A place on a map leads to its rows. */
  for (const frame of document.querySelectorAll(".frame")) {
    for (const part of frame.querySelectorAll("[data-adcode], [data-label]")) {
      part.classList.toggle("leads", !!document.getElementById("p-" + (part.dataset.adcode || part.dataset.label)));
    }
    frame.addEventListener("click", (event) => {
      const part = event.target.closest(".leads");
      if (part) location.hash = "p-" + (part.dataset.adcode || part.dataset.label);
    });
  }

  /* A link to a row that the query hides shows it again. */
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) { box.value = ""; find(); target.scrollIntoView(); }
  });
})();
