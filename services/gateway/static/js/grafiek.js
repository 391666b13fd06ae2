/* A chart that the server drew becomes one that tells its numbers on touch. Vega is fetched only when somebody
   shows interest in a chart; the drawing has the same size, so nothing moves. */
const DERDEN = new URL("../derden/", import.meta.url);
const NEDERLANDS = { decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""] };

let vega;

function script(naam) {
  return new Promise((klaar, mis) => {
    const element = document.createElement("script");
    element.src = new URL(naam, DERDEN).href;
    element.onload = klaar;
    element.onerror = () => mis(new Error(naam));
    document.head.append(element);
  });
}

async function laadVega() {
  await script("vega.min.js");
  await script("vega-lite.min.js");
  await script("vega-embed.min.js");
  const { expressionInterpreter } = await import(new URL("vega-interpreter.js", DERDEN).href);
  return { embed: window.vegaEmbed, expr: expressionInterpreter };
}

export async function verrijk(grafiek) {
  const vorm = [...grafiek.querySelectorAll("[data-vorm]")].find((een) => een.offsetParent !== null);
  const tekening = vorm?.querySelector("svg");
  if (!tekening || vorm.dataset.verrijkt) return;
  vorm.dataset.verrijkt = "bezig";
  const [, , breedte, hoogte] = tekening.getAttribute("viewBox").split(" ").map(Number);
  const antwoord = await fetch(grafiek.dataset.grafiek, { headers: { Accept: "application/json" } });
  if (!antwoord.ok) return;
  const spec = await antwoord.json();
  vega ??= laadVega();
  const { embed, expr } = await vega;
  const plaats = document.createElement("div");
  const getekend = await embed(plaats, { ...spec, width: breedte, height: hoogte, autosize: { type: "fit", contains: "padding", resize: true } }, {
    ast: true,
    expr,
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    formatLocale: NEDERLANDS,
  });
  // Once more, now that the room for names beside points is known: as the drawing without scripts (met_maat).
  await getekend.view.runAsync();
  // A finger never moves over a point, which is what shows its numbers; a mouse saw them already and goes on.
  getekend.view.addEventListener("click", (daad, deel) => {
    const { clientX, clientY } = daad;
    if (grafiek.dataset.wijzer !== "mouse") daad.target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY }));
    else if (deel?.datum?.adres) location.assign(deel.datum.adres);
  });
  const nieuw = plaats.querySelector("svg");
  nieuw.setAttribute("aria-hidden", "true");
  nieuw.setAttribute("focusable", "false");
  vorm.replaceChildren(plaats);
  vorm.dataset.verrijkt = "ja";
}

export function volgGrafieken(binnen = document) {
  for (const grafiek of binnen.querySelectorAll("[data-grafiek]")) {
    const begin = () => verrijk(grafiek).catch(() => { delete grafiek.dataset.verrijkt; });
    grafiek.addEventListener("pointerenter", begin, { passive: true });
    grafiek.addEventListener("pointerdown", (daad) => { grafiek.dataset.wijzer = daad.pointerType; begin(); }, { passive: true });
  }
}
