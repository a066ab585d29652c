// Puts the moving map in the place of the drawn one: beside the list at once, on small screens in a sheet when asked for.

const WIDE = window.matchMedia("(min-width: 64rem)");

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

function showMap(frame) {
  const options = JSON.parse(document.getElementById("map-options").textContent);
  const sheet = document.querySelector("[data-map-sheet]");
  const place = document.createComment("map");
  const fills = () => sheet.open || document.fullscreenElement === frame;
  let chart;

  function start() {
    chart ??= Promise.all([import("./chart.js"), window.L ?? loadScript(options.leaflet)])
      .then(([{ Chart }]) => new Chart(frame, options, fills));
    chart.catch(() => { chart = undefined; });
    return chart;
  }

  function openSheet() {
    frame.replaceWith(place);
    sheet.append(frame);
    sheet.showModal();
    start().then((shown) => shown.handle());
  }

  sheet.addEventListener("close", () => place.replaceWith(frame));
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("[data-filter-link]")) {
      sheet.close();
      document.getElementById("liste")?.scrollIntoView();
    }
  });
  frame.querySelector("[data-map-open] button").addEventListener("click", openSheet);
  document.addEventListener("click", (event) => {
    if (!WIDE.matches && event.target.closest("a[href='#karte']")) {
      event.preventDefault();
      openSheet();
    }
  });

  const full = frame.querySelector("[data-act=full]");
  full.hidden = !document.fullscreenEnabled;
  frame.addEventListener("fullscreenchange", () => full.setAttribute("aria-pressed", fills()));

  function suit() {
    frame.querySelector("[data-map-open]").hidden = WIDE.matches;
    if (WIDE.matches) {
      sheet.open && sheet.close();
      start();
    }
  }
  WIDE.addEventListener("change", suit);
  suit();
}

for (const frame of document.querySelectorAll("[data-examples-map]")) {
  showMap(frame);
}
