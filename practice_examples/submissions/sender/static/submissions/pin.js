import { addGround } from "../places/ground.js";

// The exact place, for those who may show it: a pin on our own map. Without JavaScript the street address is enough.

const PIN = '<svg viewBox="-17 -40 34 42" aria-hidden="true"><path d="M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z"/><circle r="6" cy="-22.6"/></svg>';
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const LAND = [[50.32, 5.86], [52.54, 9.47]];
const NEAR_ZOOM = 12;

class PinPicker {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.field = this.form.querySelector("[name=location]");
    this.place = this.form.querySelector("[data-combobox]");
    this.form.addEventListener("change", (event) => {
      if (event.target.name === "precision" || event.target.name === "nrw_wide") { this.show(); }
    });
    this.form.addEventListener("place-chosen", () => this.toTown());
    this.show();
  }

  get isWanted() {
    const exact = this.form.querySelector("[name=precision][value=exact]");
    return exact?.checked && !this.form.querySelector("[name=nrw_wide]")?.checked;
  }

  show() {
    this.box.hidden = !this.isWanted;
    if (this.isWanted && !this.map) { this.build(); }
    this.map?.invalidateSize();
  }

  async build() {
    const { L } = window;
    const words = document.createElement("p");
    words.className = "hint muted";
    words.textContent = this.box.dataset.words;
    const frame = document.createElement("div");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", this.box.dataset.label);
    this.box.append(words, frame);
    this.map = L.map(frame, { attributionControl: false, zoomSnap: 0.25, minZoom: 6, maxZoom: 18, scrollWheelZoom: false });
    const pin = this.pin();
    if (pin) {
      // A marker has no element before the map knows where it is.
      this.map.setView(pin, NEAR_ZOOM);
      this.put(pin);
    } else if (!this.toTown()) {
      this.map.fitBounds(LAND);
    }
    this.map.on("click", (event) => this.set(event.latlng));
    await addGround(this.map, JSON.parse(this.box.dataset.layers));
    this.map.fire("moveend");
  }

  pin() {
    const match = this.field.value.match(/POINT ?\((-?[\d.]+) (-?[\d.]+)\)/);
    return match && window.L.latLng(Number(match[2]), Number(match[1]));
  }

  toTown() {
    const { lat, lng } = this.place.dataset;
    if (!lat || !this.map) { return false; }
    this.map.setView([Number(lat), Number(lng)], NEAR_ZOOM, { animate: false });
    if (!this.pin()) { this.set(this.map.getCenter()); }
    return true;
  }

  put(latLng) {
    if (this.marker) {
      this.marker.setLatLng(latLng);
      return;
    }
    const icon = window.L.divIcon({ className: "pin-picker-pin", html: PIN, iconSize: [34, 42], iconAnchor: [17, 40] });
    this.marker = window.L.marker(latLng, { draggable: true, icon, title: this.box.dataset.pinLabel }).addTo(this.map);
    this.marker.getElement().setAttribute("aria-label", this.box.dataset.pinLabel);
    this.marker.on("dragend", () => this.set(this.marker.getLatLng()));
    this.marker.getElement().addEventListener("keydown", (event) => this.steer(event));
  }

  steer(event) {
    if (!(event.key in STEPS)) { return; }
    const [x, y] = STEPS[event.key].map((step) => step * (event.shiftKey ? 20 : 3));
    const from = this.map.latLngToContainerPoint(this.marker.getLatLng());
    this.set(this.map.containerPointToLatLng(from.add([x, y])));
    event.preventDefault();
    event.stopPropagation();
  }

  set(latLng) {
    this.put(latLng);
    this.field.value = `SRID=4326;POINT(${latLng.lng.toFixed(5)} ${latLng.lat.toFixed(5)})`;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

for (const box of document.querySelectorAll("[data-pin-picker]")) { new PinPicker(box); }
