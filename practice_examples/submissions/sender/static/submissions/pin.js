// The exact place, for those who may show it: a pin on our own map. Without JavaScript the street address is enough.

import { PinMap } from "../places/pin_map.js";
import { readPoint, writePoint } from "../places/point.js";

class PinPicker {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.field = this.form.querySelector("[name=location]");
    this.place = this.form.querySelector("[data-combobox]");
    this.form.addEventListener("change", (event) => {
      if (event.target.name === "precision" || event.target.name === "land_wide") { this.show(); }
    });
    this.form.addEventListener("place-chosen", () => this.toTown());
    this.show();
  }

  get isWanted() {
    const exact = this.form.querySelector("[name=precision][value=exact]");
    return exact?.checked && !this.form.querySelector("[name=land_wide]")?.checked;
  }

  show() {
    this.box.hidden = !this.isWanted;
    if (this.isWanted && !this.map) { this.build(); }
    this.map?.map.invalidateSize();
  }

  build() {
    const { words, label, pinLabel, pinPicker } = this.box.dataset;
    const hint = Object.assign(document.createElement("p"), { className: "hint muted", textContent: words });
    const frame = Object.assign(document.createElement("div"), { tabIndex: 0 });
    this.box.append(hint, frame);
    const options = { ...JSON.parse(pinPicker), tiles: "", label, pinLabel, zoom: 12, map: { scrollWheelZoom: false } };
    this.map = new PinMap(frame, options, readPoint(this.field.value), (pin) => this.write(pin));
    this.map.map.on("click", (event) => this.map.move(event.latlng));
    if (!this.map.marker) { this.toTown(); }
  }

  toTown() {
    const { lat, lng } = this.place.dataset;
    if (!lat || !this.map) { return; }
    const town = { lat: Number(lat), lng: Number(lng) };
    this.map.show(town);
    if (!this.map.marker) { this.map.move(town); }
  }

  /** @param {LatLng | null} pin */
  write(pin) {
    this.field.value = pin ? writePoint(pin) : "";
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

for (const box of document.querySelectorAll("[data-pin-picker]")) { new PinPicker(box); }
