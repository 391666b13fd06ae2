/* Figures that refresh in place. The server says only that something changed; the page then asks for itself again
   and puts in what differs: open parts stay open, the reader stays where she is, nothing jumps. */
import { volgGrafieken } from "./grafiek.js";

const WACHT_MS = 800;
const ZICHTBAAR_MS = 6000;

let bron;
let wekker;
let verberg;
let bezig = false;
let nogEens = false;
let vorige = new Map();

function onthoud(document_) {
  vorige = new Map([...document_.querySelectorAll("[data-figuur]")].map((figuur) => [figuur.dataset.figuur, figuur.innerHTML]));
}

function vervang(oud, nieuw) {
  const open = [...oud.querySelectorAll("details[open]")].map((een) => een.dataset.deel);
  const actief = oud.contains(document.activeElement) ? plek(oud, document.activeElement) : null;
  oud.replaceChildren(...nieuw.childNodes);
  for (const deel of open) oud.querySelector(`details[data-deel="${deel}"]`)?.setAttribute("open", "");
  if (actief) opPlek(oud, actief)?.focus({ preventScroll: true });
  oud.classList.remove("vers");
  void oud.offsetWidth;
  oud.classList.add("vers");
  volgGrafieken(oud);
}

const FOCUS = "a, button, summary, [tabindex]";

function plek(figuur, element) {
  const nummer = [...figuur.querySelectorAll(FOCUS)].indexOf(element);
  return { adres: element.getAttribute("href"), nummer };
}

function opPlek(figuur, { adres, nummer }) {
  const alle = [...figuur.querySelectorAll(FOCUS)];
  return (adres && alle.find((een) => een.getAttribute("href") === adres)) ?? alle[nummer];
}

async function ververs() {
  if (bezig) { nogEens = true; return; }
  bezig = true;
  try {
    const antwoord = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!antwoord.ok || antwoord.redirected) return;
    const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    const anders = [...nieuw.querySelectorAll("[data-figuur]")].filter((figuur) => vorige.get(figuur.dataset.figuur) !== figuur.innerHTML);
    onthoud(nieuw);
    for (const figuur of anders) {
      const oud = document.querySelector(`[data-figuur="${figuur.dataset.figuur}"]`);
      if (oud) vervang(oud, document.importNode(figuur, true));
    }
    const stand = nieuw.querySelector("[data-stand]");
    if (stand) document.querySelector("[data-stand]")?.replaceChildren(...document.importNode(stand, true).childNodes);
    if (anders.length) meld();
  } catch {
    /* The next change tries again. */
  } finally {
    bezig = false;
    if (nogEens) { nogEens = false; plan(); }
  }
}

function meld() {
  const regel = document.getElementById("bijgewerkt");
  if (!regel) return;
  const tijd = new Intl.DateTimeFormat("nl-NL", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Amsterdam" }).format(new Date());
  regel.textContent = `Bijgewerkt om ${tijd.replace(":", ".")} uur`;
  regel.classList.add("bijgewerkt--zichtbaar");
  clearTimeout(verberg);
  verberg = setTimeout(() => regel.classList.remove("bijgewerkt--zichtbaar"), ZICHTBAAR_MS);
}

function plan() {
  wekker ??= setTimeout(() => { wekker = undefined; ververs(); }, WACHT_MS);
}

export function volgStroom() {
  const adres = document.getElementById("bijgewerkt")?.dataset.stroom;
  if (bron && bron.adres !== adres) { bron.close(); bron = undefined; }
  onthoud(document);
  if (!adres || bron) return;
  bron = new EventSource(adres);
  bron.adres = adres;
  bron.addEventListener("gewijzigd", plan);
}

addEventListener("pagehide", () => { bron?.close(); bron = undefined; });
addEventListener("pageshow", (gebeurtenis) => { if (gebeurtenis.persisted) volgStroom(); });
