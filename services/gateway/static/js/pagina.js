/* Makes a page that already works pleasanter: filters without a button, a link to copy, charts that tell more, and
   figures that refresh by themselves. Nothing here is needed to read the page. */
import { volgGrafieken } from "./grafiek.js";
import { volgStroom } from "./stroom.js";

document.documentElement.classList.add("js");

if (document.querySelector("form[data-bewaar]")) import("./profiel.js");

function begin() {
  volgGrafieken();
  volgStroom();
}

async function kopieer(knop) {
  const adres = new URL(knop.dataset.kopieer, location.href).href;
  try {
    await navigator.clipboard.writeText(adres);
    const was = knop.textContent;
    knop.textContent = "Gekopieerd";
    setTimeout(() => { knop.textContent = was; }, 2000);
  } catch {
    prompt("Kopieer dit adres:", adres);
  }
}

document.addEventListener("click", (gebeurtenis) => {
  const knop = gebeurtenis.target.closest("button");
  if (knop?.dataset.kopieer) kopieer(knop);
  if (knop?.dataset.drukAf !== undefined) print();
  for (const menu of document.querySelectorAll(".ik[open]")) {
    if (!menu.contains(gebeurtenis.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (gebeurtenis) => {
  if (gebeurtenis.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".ik[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("htmx:after:swap", begin);
begin();
