// A Leaflet map with one pin on our own ground: set, drag and steer it. Editors have one, and so has the registration.

import { Ground, penLike, pinDrawing } from "./ground.js";

const TOWN_ZOOM = 10;
/** @type {Record<string, Step>} */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** The map in a frame; it hears of nothing but the pin and tells only of it. */
export class PinMap {
  /**
   * @param {HTMLElement} frame
   * @param {GroundOptions & {label: string, pinLabel: string, zoom: number, map?: Leaflet.MapOptions}} options `zoom` of the surroundings of a point; `map` for Leaflet
   * @param {LatLng | null} pin where it stands at first
   * @param {(point: LatLng | null) => void} onMove hears where visitors put the pin, or null if they take it away
   */
  constructor(frame, options, pin, onMove) {
    const { L } = window;
    this.frame = frame;
    this.options = options;
    this.onMove = onMove;
    /** @type {Leaflet.Marker | null} */
    this.marker = null;
    this.land = L.latLngBounds(options.bounds);
    this.map = L.map(frame, { attributionControl: false, zoomSnap: 0.25, minZoom: 6, maxZoom: 18, ...options.map });
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", options.label);
    this.show(pin);
    if (pin) {
      this.put(pin);
    }
    if (options.tiles) {
      L.tileLayer(options.tiles, { maxZoom: 19 }).addTo(this.map);
    }
    this.ground = new Ground(this.map, options.layers, penLike(frame));
    this.map.on("moveend", () => this.drawGround());
    this.drawGround();
  }

  /**
   * The surroundings of the point, or all of the land.
   * @param {LatLng | null} point
   */
  show(point) {
    point ? this.map.setView(point, Math.max(this.options.zoom, this.map.getZoom() ?? 0), { animate: false }) : this.map.fitBounds(this.land);
  }

  drawGround() {
    this.ground.showTowns(this.map.getZoom() >= TOWN_ZOOM);
    this.ground.name([]);
  }

  /**
   * Puts the pin there without telling.
   * @param {LatLng} point
   */
  put(point) {
    if (this.marker) {
      this.marker.setLatLng(point);
      return;
    }
    const { pinLabel } = this.options;
    const icon = window.L.divIcon({ className: "map-pin", html: pinDrawing(""), iconSize: [34, 41], iconAnchor: [17, 40] });
    this.marker = window.L.marker(point, { draggable: true, autoPan: true, icon, title: pinLabel }).addTo(this.map);
    const element = this.marker.getElement();
    element.setAttribute("aria-label", pinLabel);
    element.addEventListener("keydown", (event) => this.steer(event));
    this.marker.on("dragend", () => this.onMove(this.marker.getLatLng()));
  }

  /** @param {LatLng} point */
  move(point) {
    this.put(point);
    this.onMove(point);
  }

  remove() {
    this.marker?.remove();
    this.marker = null;
    this.onMove(null);
    this.frame.focus();
  }

  /**
   * Arrow keys move the pin by two pixels, with Shift by twenty; Delete takes it away.
   * @param {KeyboardEvent} event
   */
  steer(event) {
    if (event.key in STEPS) {
      const [x, y] = STEPS[event.key].map((step) => step * (event.shiftKey ? 20 : 2));
      const from = this.map.latLngToContainerPoint(this.marker.getLatLng());
      const to = this.map.containerPointToLatLng(from.add([x, y]));
      this.move(to);
      if (!this.map.getBounds().pad(-0.1).contains(to)) {
        this.map.panTo(to);
      }
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.remove();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
