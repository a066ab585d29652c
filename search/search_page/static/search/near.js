// "In meiner Nähe": the stories nearest to the browser, which tells its position nobody.

const SHOWN = 6;
const EARTH_KM = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;

function kilometres(here, [lng, lat]) {
  const north = radians(lat - here.latitude) / 2;
  const east = radians(lng - here.longitude) / 2;
  const chord = Math.sin(north) ** 2 + Math.cos(radians(here.latitude)) * Math.cos(radians(lat)) * Math.sin(east) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
}

function position() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, { timeout: 12_000, maximumAge: 300_000 });
  });
}

function line({ properties, km }, { dataset }) {
  const [item, name, far] = ["li", "b", "span"].map((tag) => document.createElement(tag));
  const link = document.createElement("a");
  const distance = km < 1 ? dataset.close : dataset.km.replace("{km}", String(Math.round(km)));
  link.href = properties.url;
  name.textContent = properties.title;
  far.className = "muted";
  far.textContent = [properties.place, distance].filter(Boolean).join(" · ");
  link.append(name, far);
  item.append(link);
  return item;
}

async function show(box) {
  const [status, list] = [box.querySelector("[role=status]"), box.querySelector("ol")];
  list.replaceChildren();
  status.textContent = "";
  try {
    const here = await position();
    const { features } = await (await fetch(box.dataset.near)).json();
    const near = features.filter(({ geometry }) => geometry).map((one) => ({ ...one, km: kilometres(here, one.geometry.coordinates) }));
    list.append(...near.sort((a, b) => a.km - b.km).slice(0, SHOWN).map((one) => line(one, box)));
    status.textContent = near.length ? "" : box.dataset.none;
  } catch {
    status.textContent = box.dataset.unknown;
    document.querySelector("#suche")?.focus();
  }
}

for (const box of document.querySelectorAll("[data-near]")) {
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => show(box));
}
