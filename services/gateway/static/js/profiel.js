/* Saves each answer of a profile while its writer goes on. Without this the buttons of the form do the same.
   What is not kept yet stays in the page, and for this tab in sessionStorage, until it is: a lost connection, an ended
   session or somebody else's text costs nobody a word. */
const RUST = 1200;
const OPNIEUW = 5000;
const form = document.querySelector("form[data-bewaar]");
const stand = form.querySelector("[data-bewaarstand]");
const sleutel = `profiel:${location.pathname}`;
const wachtend = new Map();
let bezig = null;
let klok = 0;

const vraagVan = (element) => element.closest("[data-vraag]");
const veld = (vraag, naam) => form.elements.namedItem(`${naam}.${vraag.dataset.vraag}`);

function lees(vraag) {
  const keuze = vraag.querySelector("input[type=radio]:checked");
  return { keuze: keuze?.value ?? "", tekst: veld(vraag, "tekst")?.value ?? "", datum: veld(vraag, "datum")?.value ?? "" };
}

function zet(vraag, { keuze, tekst, datum }) {
  for (const knop of vraag.querySelectorAll("input[type=radio]")) knop.checked = knop.value === keuze;
  if (veld(vraag, "tekst")) veld(vraag, "tekst").value = tekst;
  if (veld(vraag, "datum")) veld(vraag, "datum").value = datum;
}

function zeg(tekst, letOp = false, koppeling = null) {
  // Said already: a link that is being clicked must stay where it is.
  if (stand.dataset.zegt === tekst) return;
  stand.dataset.zegt = tekst;
  stand.replaceChildren(tekst);
  if (koppeling) stand.append(" ", koppeling);
  stand.classList.toggle("bewaarstand--let-op", letOp);
}

function onthoud() {
  const open = Object.fromEntries([...wachtend.keys()].map((vraag) => [vraag.dataset.vraag, lees(vraag)]));
  try {
    if (wachtend.size) sessionStorage.setItem(sleutel, JSON.stringify(open));
    else sessionStorage.removeItem(sleutel);
  } catch { /* full or forbidden: the page itself still holds the text */ }
}

function plan(vraag, wacht = RUST) {
  wachtend.set(vraag, true);
  onthoud();
  if (!stand.classList.contains("bewaarstand--let-op")) zeg("Bezig met bewaren …");
  clearTimeout(klok);
  klok = setTimeout(werk, wacht);
}

function zegStand() {
  if (form.querySelector("[data-botst]:not([hidden])")) {
    zeg("Bij een vraag was iemand anders u voor. Kies daar welke tekst blijft.", true);
  } else if (form.querySelector("[data-open]")) {
    zeg("Eén of meer antwoorden zijn nog niet bewaard. Bij de vraag staat waarom.", true);
  } else {
    zeg("Alles is bewaard.");
  }
}

async function werk() {
  if (bezig) return;
  bezig = true;
  clearTimeout(klok);
  try {
    for (const vraag of [...wachtend.keys()]) {
      if (!(await bewaar(vraag))) return;
    }
    if (wachtend.size) klok = setTimeout(werk, RUST);
    else zegStand();
  } finally {
    bezig = null;
    onthoud();
  }
}

/** True: go on with the next one. */
async function bewaar(vraag) {
  const gegeven = lees(vraag);
  let antwoord, inhoud;
  try {
    antwoord = await fetch(form.dataset.bewaar, {
      method: "POST",
      body: new URLSearchParams({
        item: vraag.dataset.vraag, ...gegeven, zag: veld(vraag, "zag").value, formulier: form.elements.formulier.value,
      }),
    });
    inhoud = await antwoord.json();
  } catch {
    zeg("Er is geen verbinding. Uw tekst staat nog in dit venster en wordt bewaard zodra het weer kan.", true);
    klok = setTimeout(werk, OPNIEUW);
    return false;
  }
  return antwoord.ok ? bewaard(vraag, gegeven, inhoud) : mislukt(vraag, inhoud);
}

function bewaard(vraag, gegeven, { versie, kenmerk }) {
  veld(vraag, "zag").value = versie;
  veld(vraag, "was").value = kenmerk;
  vraag.querySelector("[data-overgenomen]")?.remove();
  meld(vraag, "Bewaard");
  delete vraag.dataset.open;
  const nu = lees(vraag);
  if (Object.keys(nu).every((naam) => nu[naam] === gegeven[naam])) wachtend.delete(vraag);
  return true;
}

async function mislukt(vraag, inhoud) {
  switch (inhoud.fout) {
    case "sessie": {
      const koppeling = Object.assign(document.createElement("a"), {
        href: `/inloggen?naar=${encodeURIComponent(location.pathname)}`, target: "_blank", rel: "noopener",
        textContent: "Log in, in een nieuw tabblad", className: "utrecht-link utrecht-link--html-a",
      });
      zeg("Uw sessie is verlopen. Uw tekst staat nog hier en wordt daarna bewaard.", true, koppeling);
      klok = setTimeout(werk, OPNIEUW);
      return false;
    }
    case "formulier":
      if (await nieuwToken()) klok = setTimeout(werk, 0);
      return false;
    case "botst":
      wachtend.delete(vraag);
      toonBotsing(vraag, inhoud);
      return true;
    case "antwoord":
      wachtend.delete(vraag);
      meld(vraag, `Nog niet bewaard: dit antwoord ${inhoud.melding}.`);
      vraag.dataset.open = "";
      return true;
    case "staat":
      wachtend.clear();
      zeg("Het profiel ligt nu bij het bestuur: er kan niets meer in veranderen. Kopieer uw tekst als u die nodig hebt.", true);
      return false;
    default:
      zeg("Bewaren lukt nu niet. Uw tekst staat nog in dit venster; over enkele seconden proberen we het opnieuw.", true);
      klok = setTimeout(werk, OPNIEUW);
      return false;
  }
}

/** Somebody logged in anew: the form gets the token of that session. */
async function nieuwToken() {
  try {
    const pagina = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const token = pagina.querySelector("form[data-bewaar] input[name=formulier]")?.value;
    if (token) form.elements.formulier.value = token;
    return Boolean(token);
  } catch {
    klok = setTimeout(werk, OPNIEUW);
    return false;
  }
}

function meld(vraag, tekst) {
  vraag.querySelector("[data-stand]").textContent = tekst;
}

function knop(tekst, doe) {
  const gemaakt = Object.assign(document.createElement("button"), {
    type: "button", textContent: tekst, className: "utrecht-button utrecht-button--secondary-action",
  });
  gemaakt.addEventListener("click", doe);
  return gemaakt;
}

function toonBotsing(vraag, daar) {
  const vlak = vraag.querySelector("[data-botst]");
  const kop = document.createElement("p");
  kop.append(Object.assign(document.createElement("strong"), { textContent: `${daar.door} heeft dit intussen gewijzigd.` }),
    " Hierboven staat uw antwoord. Dit staat er nu:");
  const tekst = document.createElement("blockquote");
  for (const regel of [daar.keuzeTekst, daar.datum, daar.tekst]) {
    if (regel) tekst.append(Object.assign(document.createElement("p"), { textContent: regel, className: "vrije-tekst" }));
  }
  const knoppen = Object.assign(document.createElement("p"), { className: "knoppenrij" });
  const klaar = () => {
    veld(vraag, "zag").value = daar.versie;
    veld(vraag, "was").value = daar.kenmerk;
    vlak.hidden = true;
    meld(vraag, "");
  };
  knoppen.append(
    knop("Houd mijn antwoord", () => { klaar(); plan(vraag, 0); (veld(vraag, "tekst") ?? vraag).focus(); }),
    knop("Neem dit over", () => { zet(vraag, daar); klaar(); zegStand(); (veld(vraag, "tekst") ?? vraag).focus(); }),
  );
  vlak.replaceChildren(kop, tekst, knoppen);
  vlak.hidden = false;
}

function herstel() {
  let bewaarde = {};
  try { bewaarde = JSON.parse(sessionStorage.getItem(sleutel) ?? "{}"); } catch { /* not ours */ }
  for (const [code, gegeven] of Object.entries(bewaarde)) {
    const vraag = form.querySelector(`[data-vraag="${CSS.escape(code)}"]`);
    if (!vraag) continue;
    zet(vraag, gegeven);
    plan(vraag);
  }
}

form.addEventListener("input", (gebeurtenis) => {
  const vraag = vraagVan(gebeurtenis.target);
  if (vraag) plan(vraag);
});
form.addEventListener("change", (gebeurtenis) => {
  const vraag = vraagVan(gebeurtenis.target);
  if (vraag && wachtend.has(vraag)) plan(vraag, 0);
});
// Waiting answers go along with the form: what the buttons send is all there is.
form.addEventListener("submit", () => { clearTimeout(klok); sessionStorage.removeItem(sleutel); wachtend.clear(); });
window.addEventListener("online", werk);
document.addEventListener("visibilitychange", () => { if (!document.hidden && wachtend.size) werk(); });
window.addEventListener("beforeunload", (gebeurtenis) => { if (wachtend.size) gebeurtenis.preventDefault(); });

zeg("Uw antwoorden worden vanzelf bewaard.");
herstel();
