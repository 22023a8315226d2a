/* A cell of a grid tells its clause: a card beside it, with links to its row and column. */
"use strict";
(function () {
  let card = null, opener = null;

  const node = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter(Boolean));
    return made;
  };

  function close(back) {
    if (!card) return;
    card.remove();
    card = null;
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
  }

  /* The name of a head, as a link where it has a page. */
  function name(head) {
    const inner = head.querySelector("a, span"), words = inner ? inner.textContent : head.textContent;
    const href = head.dataset.href || (inner && inner.getAttribute("href"));
    if (!href) return document.createTextNode(words);
    const link = node("a", "", words);
    link.href = href;
    return link;
  }

  function place(button) {
    const box = button.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, wide - card.offsetWidth - 8));
    card.style.left = left + window.scrollX + "px";
    card.style.top = box.bottom + window.scrollY + 4 + "px";
  }

  function open(button) {
    const cell = button.closest("td"), row = cell.parentElement, table = cell.closest("table");
    const heads = table.tHead.rows[0].cells, { terms, clause } = button.dataset;
    const chinese = node("p", "card-terms", terms || "");
    chinese.lang = "zh-CN";
    const shut = node("button", "card-close", "×");
    shut.type = "button";
    shut.setAttribute("aria-label", table.dataset.close || "×");
    shut.addEventListener("click", () => close(true));
    const title = node("p", "card-title", name(row.cells[0]), " · ", name(heads[cell.cellIndex]));
    title.id = "cell-card";
    card = node("div", "cell-card", shut, title, node("p", "", button.querySelector(".vh").textContent), terms ? chinese : null, clause ? node("p", "note", clause) : null);
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", "cell-card");
    card.tabIndex = -1;
    document.body.append(card);
    opener = button;
    button.setAttribute("aria-expanded", "true");
    place(button);
    card.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("table[data-cells] td button");
    if (button) {
      const again = card && opener === button;
      close(again);
      if (!again) open(button);
    } else if (card && !card.contains(event.target)) close(false);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && card) close(true); });
})();
