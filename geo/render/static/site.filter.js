/* A choice that leaves the rows of one plan in every table of the page, and counts what is left. */
"use strict";
for (const choice of document.querySelectorAll("[data-filter]")) {
  choice.addEventListener("change", () => {
    for (const table of document.querySelectorAll("table[data-filtered]")) {
      let left = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = Boolean(choice.value) && row.dataset.plan !== choice.value;
        if (!row.hidden) left += 1;
      }
      const count = table.closest("section").querySelector("[data-count]");
      if (count) count.textContent = String(left);
    }
  });
}
