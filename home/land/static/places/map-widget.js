// The editors' map: one pin on our own ground, kept in step with the field for the place.

import { choose } from "./combobox.js";
import { addGround, shapeAt } from "./ground.js";

const FARTHEST_KM = 30;
const NEAR_ZOOM = 11;
const MIDDLE_KM = 0.1;
const PIN = '<svg viewBox="-17 -40 34 42" aria-hidden="true"><path d="M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z"/><circle r="6" cy="-22.6"/></svg>';
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small button-secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

export class PinMap extends window.LeafletField {
  // wagtailgeowidget calls this from its constructor; what it brings are the field, its text format and the events.
  setup() {
    this.frame = this.sourceField[0].closest("[data-pin-map]");
    Object.assign(this, JSON.parse(this.frame.dataset.pinMap));
    const field = (name) => document.getElementById(this.sourceField[0].id.replace(/[^-_]+$/, name));
    this.placeInput = field("place");
    this.precisionInput = field("precision");
    this.notice = this.frame.querySelector("[data-notice]");
    this.initMap(this.mapEl);
    this.initEvents();
    this.showNotice();
  }

  async initMap(mapEl) {
    const { L } = window;
    this.map = L.map(mapEl[0], { attributionControl: false, zoomSnap: 0.25, minZoom: 6, maxZoom: 18 });
    L.control.attribution({ prefix: false }).addAttribution(this.attribution).addTo(this.map);
    this.map.zoomControl.setPosition("topright");
    for (const [selector, name] of [[".leaflet-control-zoom-in", this.texts.zoomIn], [".leaflet-control-zoom-out", this.texts.zoomOut]]) {
      const control = mapEl[0].querySelector(selector);
      control.title = name;
      control.setAttribute("aria-label", name);
    }
    mapEl[0].setAttribute("aria-label", this.texts.map);
    mapEl[0].setAttribute("role", "group");
    this.wholeLand = L.latLngBounds(this.bounds);
    const pin = this.pin();
    if (pin) {
      this.map.setView(pin, NEAR_ZOOM);
      this.putMarker(pin);
    } else {
      this.map.fitBounds(this.wholeLand);
    }
    if (this.tiles) {
      L.tileLayer(this.tiles, { maxZoom: 19 }).addTo(this.map);
    }
    await addGround(this.map, this.layers);
    this.map.fire("moveend");
  }

  initEvents() {
    this.map.on("click", (event) => {
      if (!this.pin()) {
        this.place(event.latlng);
      }
    });
    // A map in a closed tab or panel has no size until it is opened.
    let width = this.mapEl[0].clientWidth;
    new ResizeObserver(() => {
      this.map.invalidateSize();
      if (!width) {
        this.pin() ? this.map.setView(this.pin(), NEAR_ZOOM) : this.map.fitBounds(this.wholeLand);
      }
      width = this.mapEl[0].clientWidth;
    }).observe(this.mapEl[0]);
    const acts = { center: () => this.place(this.map.getCenter()), town: () => this.toTown(), remove: () => this.remove(), all: () => this.map.fitBounds(this.wholeLand) };
    this.frame.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
    this.precisionInput?.addEventListener("change", () => this.showNotice());
    this.placeInput?.addEventListener("place-chosen", ({ detail }) => (detail ? this.toTown() : this.showNotice()));
  }

  pin() {
    const match = this.getState().match(/POINT\s?\((-?[\d.]+) (-?[\d.]+)\)/);
    return match && window.L.latLng(Number(match[2]), Number(match[1]));
  }

  town() {
    const { lat, lng } = this.placeInput?.dataset ?? {};
    return lat && window.L.latLng(Number(lat), Number(lng));
  }

  townName() {
    return this.placeInput.value.split(",")[0];
  }

  putMarker(latLng) {
    if (this.marker) {
      this.marker.setLatLng(latLng);
      return;
    }
    const icon = window.L.divIcon({ className: "pin-map-pin", html: PIN, iconSize: [34, 42], iconAnchor: [17, 40] });
    this.marker = window.L.marker(latLng, { draggable: true, autoPan: true, icon, title: this.texts.pin }).addTo(this.map);
    this.marker.getElement().setAttribute("aria-label", this.texts.pin);
    this.marker.on("dragend", () => this.place(this.marker.getLatLng(), false));
    this.marker.getElement().addEventListener("keydown", (event) => this.steer(event));
  }

  // Arrow keys move the pin by two pixels, with Shift by twenty; Delete takes it away.
  steer(event) {
    if (event.key in STEPS) {
      const [x, y] = STEPS[event.key].map((step) => step * (event.shiftKey ? 20 : 2));
      const from = this.map.latLngToContainerPoint(this.marker.getLatLng());
      this.place(this.map.containerPointToLatLng(from.add([x, y])), false);
      if (!this.map.getBounds().pad(-0.1).contains(this.marker.getLatLng())) {
        this.map.panTo(this.marker.getLatLng());
      }
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.remove();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // Sets the pin and writes it into the form.
  place(latLng, follow = true) {
    this.putMarker(latLng);
    this.writeLocation({ lat: latLng.lat.toFixed(5), lng: latLng.lng.toFixed(5) });
    if (follow) {
      this.map.panTo(latLng);
    }
    this.changed();
  }

  toTown() {
    const town = this.town();
    if (town) {
      this.map.setView(town, Math.max(this.map.getZoom(), NEAR_ZOOM), { animate: false });
      this.place(town);
    } else {
      this.placeInput?.focus();
    }
  }

  remove() {
    this.marker?.remove();
    this.marker = null;
    this.setState("");
    this.changed();
    this.mapEl[0].focus();
  }

  changed() {
    this.sourceField[0].dispatchEvent(new Event("change", { bubbles: true }));
    this.showNotice();
  }

  // Says what pin and place have to do with each other, and offers the way out when they have drifted apart.
  async showNotice() {
    const pin = this.pin();
    const town = this.town();
    const parts = [];
    let warn = false;
    if (this.precisionInput?.value === "town") {
      parts.push(this.texts.notKept);
    } else if (!pin) {
      parts.push(this.texts.noPin);
    } else {
      const around = await shapeAt(this.layers.gemeinden, pin);
      if (!this.pin()?.equals(pin)) {
        return;
      }
      const km = town ? pin.distanceTo(town) / 1000 : 0;
      const said = { place: town ? this.townName() : "", around: around?.name, km: km.toLocaleString("de", { maximumFractionDigits: km < 10 ? 1 : 0 }) };
      const tell = (text) => text.replace(/\{(\w+)\}/g, (_, name) => said[name]);
      if (!around) {
        warn = true;
        parts.push(this.texts.outside);
      } else if (!town) {
        parts.push(tell(this.texts.noPlace));
      } else {
        warn = km > FARTHEST_KM;
        parts.push(tell(km < MIDDLE_KM ? this.texts.middle : this.texts[warn ? "far" : "near"]));
      }
      if (town && warn) {
        parts.push(button(tell(this.texts.pinToPlace), () => this.toTown()));
      }
      if (around && this.placeInput && !(await this.isIn(around.ags))) {
        parts.push(button(tell(this.texts.placeToPin), () => this.takePlace(around)));
      }
    }
    this.notice.classList.toggle("pin-map-warning", warn);
    this.notice.replaceChildren(...parts.flatMap((part) => [part, " "]));
  }

  // Whether the chosen place lies in that town; an Ortsteil does by its own point.
  async isIn(ags) {
    const { id } = this.placeInput.dataset;
    const town = this.town();
    return id === ags || (town && (await shapeAt(this.layers.gemeinden, town))?.ags === ags);
  }

  async takePlace({ ags, name }) {
    const url = new URL(this.placeInput.dataset.combobox, document.baseURI);
    url.searchParams.set("q", name);
    const found = (await (await fetch(url)).json()).find((place) => place.id === ags);
    if (found) {
      const pin = this.pin();
      choose(this.placeInput, found);
      this.place(pin);
    }
  }
}

class PinMapController extends window.StimulusModule.Controller {
  connect() {
    if (!this.element.pinMap) {
      const field = this.element.querySelector("input[type=hidden]");
      this.element.pinMap = new PinMap({ id: field.id, srid: 4326, zoom: 8, defaultLocation: { lat: 0, lng: 0 }, translations: {} });
    }
  }
}

window.wagtail.app.register("pin-map", PinMapController);
