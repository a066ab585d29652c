// The project's own base map as Leaflet layers: land, regions, Kreise, rivers, and towns once the map is near enough.

const TOWN_ZOOM = 10;
const requests = new Map();

export function geometry(url) {
  if (!requests.has(url)) {
    requests.set(url, fetch(url).then((response) => response.json()));
  }
  return requests.get(url);
}

function draw(map, pane, className, data) {
  return window.L.geoJSON(data, { interactive: false, pane, style: { className, fill: true } }).addTo(map);
}

// Adds the ground and resolves to the bounds of the land.
export async function addGround(map, layers) {
  for (const [index, name] of ["land", "towns", "kreise", "regionen", "fluesse", "names"].entries()) {
    map.createPane(name).style.zIndex = String(210 + index);
    map.getPane(name).classList.add("ground-pane");
  }
  const [land, regionen, kreise, fluesse] = await Promise.all(["land", "regionen", "kreise", "fluesse"].map((name) => geometry(layers[name])));
  const ground = draw(map, "land", "ground-land", land);
  draw(map, "kreise", "ground-kreis", kreise);
  draw(map, "regionen", "ground-region", regionen);
  draw(map, "fluesse", "ground-river", fluesse);
  const names = nameLayer(map);
  map.on("moveend", () => showTowns(map, layers.gemeinden, names));
  return ground.getBounds();
}

function nameLayer(map) {
  return { group: window.L.layerGroup().addTo(map), outlines: null };
}

async function showTowns(map, url, names) {
  names.group.clearLayers();
  if (map.getZoom() < TOWN_ZOOM) {
    names.outlines?.remove();
    return;
  }
  const data = await geometry(url);
  names.outlines ??= draw(map, "towns", "ground-town", data);
  names.outlines.addTo(map);
  names.group.clearLayers();
  const view = map.getBounds();
  names.outlines.eachLayer((layer) => {
    const middle = layer.getBounds().getCenter();
    if (view.contains(middle)) {
      const content = document.createElement("span");
      content.textContent = layer.feature.properties.name;
      window.L.tooltip(middle, { content, permanent: true, direction: "center", className: "ground-name", pane: "names", interactive: false }).addTo(names.group);
    }
  });
}

function surrounds(ring, lat, lng) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [lngA, latA] = ring[i];
    const [lngB, latB] = ring[j];
    if (latA > lat !== latB > lat && lng < ((lngB - lngA) * (lat - latA)) / (latB - latA) + lngA) {
      inside = !inside;
    }
  }
  return inside;
}

// The properties of the shape around a point; undefined outside of all.
export async function shapeAt(url, { lat, lng }) {
  const { features } = await geometry(url);
  const found = features.find(({ geometry: { type, coordinates } }) => {
    const polygons = type === "MultiPolygon" ? coordinates : [coordinates];
    return polygons.some((rings) => rings.filter((ring) => surrounds(ring, lat, lng)).length % 2 === 1);
  });
  return found?.properties;
}
