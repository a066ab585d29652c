// The editors' map: one pin, kept in step with the field for the place.

import { choose } from "./combobox.js";
import { geometry } from "./ground.js";
import { PinMap } from "./pin_map.js";
import { readPoint, writePoint } from "./point.js";
import { shapeAt } from "./shapes.js";

const FARTHEST_KM = 30;
const MIDDLE_KM = 0.1;
const ADDRESS_ZOOM = 13;
// Without tiles there is nothing to see that is smaller than a town.
const NEAREST_ZOOM = 15;

/**
 * @param {string} text
 * @param {() => void} act
 */
function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small button-secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

class PlacePin {
  /** @param {HTMLElement} frame */
  constructor(frame) {
    this.frame = frame;
    /** @type {GroundOptions & {attribution: string, texts: Record<string, string>}} */
    this.options = JSON.parse(frame.dataset.pinMap);
    this.texts = this.options.texts;
    /** @type {Suggestion["postcode"]} */
    this.postcode = undefined;
    this.location = frame.querySelector("input[type=hidden]");
    const field = (/** @type {string} */ name) => document.querySelector(`#${CSS.escape(this.location.id.replace(/[^-_]+$/, name))}`);
    this.placeInput = field("place");
    this.precisionInput = field("precision");
    this.notice = frame.querySelector("[data-notice]");
    this.buildMap(frame.querySelector(".leaflet-field"));
    this.listen();
    this.showNotice();
  }

  /** @param {HTMLElement} element */
  buildMap(element) {
    const { options, texts } = this;
    this.map = new PinMap(element, { ...options, label: texts.map, pinLabel: texts.pin, zoom: 11, map: { maxZoom: options.tiles ? 18 : NEAREST_ZOOM } }, this.pin(), (pin) => this.write(pin));
    const { map } = this.map;
    window.L.control.scale({ imperial: false }).addTo(map);
    window.L.control.attribution({ prefix: false }).addAttribution(options.attribution).addTo(map);
    map.zoomControl.setPosition("topright");
    for (const [selector, name] of [[".leaflet-control-zoom-in", texts.zoomIn], [".leaflet-control-zoom-out", texts.zoomOut]]) {
      const control = element.querySelector(selector);
      control.title = name;
      control.setAttribute("aria-label", name);
    }
    map.on("click", (event) => {
      if (!this.pin()) {
        this.place(event.latlng);
      }
    });
    // A map in a closed tab or panel has no size until it is opened.
    let width = element.clientWidth;
    new ResizeObserver(() => {
      map.invalidateSize();
      if (!width) {
        this.map.show(this.pin());
      }
      width = element.clientWidth;
    }).observe(element);
  }

  listen() {
    const { map } = this;
    /** @type {Record<string, () => void>} */
    const acts = { center: () => this.place(map.map.getCenter()), town: () => this.toTown(), remove: () => map.remove(), all: () => map.show(null) };
    this.frame.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
    this.precisionInput?.addEventListener("change", () => this.showNotice());
    this.placeInput?.addEventListener("place-chosen", ({ detail }) => (detail ? this.toTown(detail.postcode) : this.showNotice()));
  }

  pin() {
    return readPoint(this.location.value);
  }

  town() {
    const { lat, lng } = this.placeInput?.dataset ?? {};
    return lat && { lat: Number(lat), lng: Number(lng) };
  }

  townName() {
    return this.placeInput.value.split(",")[0];
  }

  /**
   * Sets the pin and brings it into the middle.
   * @param {LatLng} point
   */
  place(point) {
    this.map.move(point);
    this.map.map.panTo(point);
  }

  /** @param {LatLng | null} pin */
  write(pin) {
    this.location.value = pin ? writePoint(pin) : "";
    this.location.dispatchEvent(new Event("change", { bubbles: true }));
    this.showNotice();
  }

  /** @param {Suggestion["postcode"]} [postcode] of an address, whose middle is nearer than the town's */
  toTown(postcode) {
    const point = postcode ?? this.town();
    this.postcode = postcode;
    if (point) {
      this.map.show(point);
      this.place(point);
      postcode && this.map.map.setView(point, ADDRESS_ZOOM);
    } else {
      this.placeInput?.focus();
    }
  }

  // Says what pin and place have to do with each other, and offers the way out when they have drifted apart.
  async showNotice() {
    const before = this.location.value;
    const pin = this.pin();
    const town = this.town();
    const parts = [];
    let warn = false;
    if (this.precisionInput?.value === "town") {
      parts.push(this.texts.notKept);
    } else if (!pin) {
      parts.push(this.texts.noPin);
    } else {
      const towns = await geometry(this.options.layers.gemeinden);
      if (this.location.value !== before) {
        return;
      }
      const around = shapeAt(towns, pin);
      const km = town ? window.L.latLng(pin).distanceTo(town) / 1000 : 0;
      /** @type {Record<string, string>} */
      const said = { place: town ? this.townName() : "", around: around?.name, code: this.postcode?.code, km: km.toLocaleString("de", { maximumFractionDigits: km < 10 ? 1 : 0 }) };
      const tell = (/** @type {string} */ text) => text.replace(/\{(\w+)\}/g, (_, name) => said[name]);
      if (!around) {
        warn = true;
        parts.push(this.texts.outside);
      } else if (!town) {
        parts.push(tell(this.texts.noPlace));
      } else {
        warn = km > FARTHEST_KM;
        const measured = km < MIDDLE_KM ? "middle" : warn ? "far" : "near";
        const atPostcode = this.postcode && writePoint(this.postcode) === writePoint(pin);
        parts.push(...[measured, this.placeInput.dataset.atTown && "atTown", atPostcode && "atPostcode"].filter(Boolean).map((name) => tell(this.texts[name])));
      }
      if (town && warn) {
        parts.push(button(tell(this.texts.pinToPlace), () => this.toTown()));
      }
      // An Ortsteil lies in a town by its own point.
      if (around && this.placeInput && around.ags !== this.placeInput.dataset.id && (!town || shapeAt(towns, town)?.ags !== around.ags)) {
        parts.push(button(tell(this.texts.placeToPin), () => this.takePlace(around)));
      }
    }
    this.notice.classList.toggle("pin-map-warning", warn);
    this.notice.replaceChildren(...parts.flatMap((part) => [part, " "]));
  }

  /** @param {GeoFeature["properties"]} town */
  async takePlace({ ags, name }) {
    const url = new URL(this.placeInput.dataset.combobox, document.baseURI);
    url.searchParams.set("q", name);
    const found = (await (await fetch(url)).json()).find((/** @type {Suggestion} */ place) => place.id === ags);
    if (found) {
      const pin = this.pin();
      choose(this.placeInput, found);
      this.place(pin);
    }
  }
}

class PinMapController extends window.StimulusModule.Controller {
  /** @type {PlacePin | null} */
  map = null;

  connect() {
    // A map that is moved within the page is connected again.
    this.map ??= new PlacePin(this.element);
  }
}

window.wagtail.app.register("pin-map", PinMapController);
