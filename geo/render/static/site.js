/* Every page of the site: the link to the other language keeps the state of the address. */
"use strict";
(function () {
  const twin = document.getElementById("twin");
  if (!twin) return;
  const page = twin.getAttribute("href");
  twin.addEventListener("click", () => { twin.href = page + location.hash; });
})();
