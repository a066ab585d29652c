// What our scripts find in the browser and TypeScript does not know of: Leaflet, as far as we use it, Wagtail's
// controllers, and elements asked for by selectors. Nothing here is sent to visitors.

// What a selector finds is taken for something to type in: which kind it is stands in the HTML. A wrong name still is an error.
type Found = HTMLInputElement &
  Pick<HTMLDialogElement, "open" | "showModal" | "close"> &
  Pick<HTMLAnchorElement, "href" | "hash"> &
  Pick<HTMLVideoElement, "currentTime" | "load" | "play" | "preload" | "readyState">;

interface ParentNode {
  querySelector<E extends Element = Found>(selectors: string): E | null;
  querySelectorAll<E extends Element = Found>(selectors: string): NodeListOf<E>;
}
interface Element {
  closest<E extends Element = Found>(selectors: string): E | null;
}
interface HTMLFormControlsCollection {
  [Symbol.iterator](): ArrayIterator<Found>;
  namedItem(name: string): Found | null;
}
// All events we listen for come from elements.
interface EventTarget {
  readonly dataset: DOMStringMap;
  readonly name?: string;
  readonly type?: string;
  value?: any;
  matches(selectors: string): boolean;
  requestSubmit?(submitter?: HTMLElement | null): void;
  closest<E extends Element = Found>(selectors: string): E | null;
}

// Events of our own: combobox.js tells a chosen place, or null; filters.js takes parameters, null takes one away.
interface HTMLElementEventMap {
  "place-chosen": CustomEvent<Suggestion | null>;
  "filters:set": CustomEvent<Record<string, string | string[] | null>>;
}
interface Suggestion {
  id: string;
  kind: "municipality" | "kreis" | "region" | "area" | "ortsteil";
  name: string;
  label: string;
  lat: number;
  lng: number;
  /** An Ortsteil without a point of its own, which stands in the middle of its town. */
  at_town?: boolean;
  /** Of an address: the middle of its postcode. */
  postcode?: LatLng & { code: string };
}
interface DocumentEventMap {
  "w-autosave:error": CustomEvent<{ type: string }>;
  "w-dialog:ready": CustomEvent<{ dialog: { show(): void } }>;
}

interface Window {
  L: typeof Leaflet;
  jQuery?: any;
  wagtailConfig: { CSRF_TOKEN: string };
  StimulusModule: { Controller: typeof StimulusController };
  wagtail: { app: { register(name: string, controller: typeof StimulusController): void } };
}

declare class StimulusController {
  readonly element: Found;
  /** What `static values` names: sizeValue for size. */
  [value: `${string}Value`]: any;
  dispatch(name: string, options?: { cancelable?: boolean }): CustomEvent;
}

/** Degrees, WGS 84. */
interface LatLng {
  lat: number;
  lng: number;
}
/** Pixels, right and down. */
type Step = [number, number];
type LayerName = "land" | "relief" | "gemeinden" | "regionen" | "kreise" | "fluesse" | "namen";
/** What the server tells every map: home/land/drawing.py. */
interface GroundOptions {
  layers: Partial<Record<LayerName, string>>;
  /** South-west, north-east. */
  bounds: [[number, number], [number, number]];
  tiles: string;
}

declare namespace Leaflet {
  type At = LatLng | [number, number];

  class Point {
    x: number;
    y: number;
    add(other: At | Step): Point;
    divideBy(by: number): Point;
    equals(other: Step): boolean;
  }
  class Position implements LatLng {
    lat: number;
    lng: number;
    distanceTo(other: At): number;
    toBounds(metres: number): Bounds;
  }
  class Bounds {
    contains(other: At | Bounds): boolean;
    getCenter(): Position;
    pad(ratio: number): Bounds;
    /** West, south, east, north. */
    toBBoxString(): string;
  }
  interface Event {
    type: string;
    latlng: Position;
  }
  class Evented {
    on(types: string, listener: (event: Event) => void): this;
  }
  class Layer extends Evented {
    addTo(map: Map | LayerGroup): this;
    remove(): this;
    getElement(): Element | undefined;
    getBounds(): Bounds;
    feature: GeoFeature;
  }
  class LayerGroup extends Layer {
    clearLayers(): this;
  }
  class Marker extends Layer {
    setLatLng(at: At): this;
    getLatLng(): Position;
    getElement(): HTMLElement;
  }
  class Control {
    addTo(map: Map): this;
    addAttribution(html: string): this;
    setPosition(corner: "topright" | "topleft"): this;
  }
  interface Move {
    animate?: boolean;
    maxZoom?: number;
    padding?: [number, number];
    paddingTopLeft?: [number, number];
    paddingBottomRight?: [number, number];
    pan?: boolean;
  }
  interface MapOptions {
    attributionControl?: boolean;
    boxZoom?: boolean;
    dragging?: boolean;
    fadeAnimation?: boolean;
    inertia?: boolean;
    keyboard?: boolean;
    maxBounds?: Bounds;
    maxZoom?: number;
    minZoom?: number;
    scrollWheelZoom?: boolean;
    zoomAnimation?: boolean;
    zoomControl?: boolean;
    zoomSnap?: number;
  }
  class Map extends Evented {
    dragging: { enable(): void; disable(): void; moved(): boolean };
    zoomControl: Control;
    containerPointToLatLng(point: Point | Step): Position;
    containerPointToLayerPoint(point: Point | Step): Point;
    createPane(name: string): HTMLElement;
    getPane(name: string): HTMLElement;
    fitBounds(bounds: Bounds, options?: Move): this;
    getBounds(): Bounds;
    getBoundsZoom(bounds: Bounds): number;
    getCenter(): Position;
    getContainer(): HTMLElement;
    getSize(): Point;
    getZoom(): number | undefined;
    hasLayer(layer: Layer): boolean;
    invalidateSize(options?: Move): this;
    latLngToContainerPoint(at: At): Point;
    panBy(by: Step, options?: Move): this;
    panTo(at: At, options?: Move): this;
    setView(at: At, zoom: number, options?: Move): this;
    setZoom(zoom: number, options?: Move): this;
    zoomIn(by: number, options?: Move): this;
    zoomOut(by: number, options?: Move): this;
  }

  interface LayerOptions {
    className?: string;
    direction?: "center";
    interactive?: boolean;
    pane?: string;
    permanent?: boolean;
    maxZoom?: number;
    content?: Element;
    radius?: number;
  }
  interface MarkerOptions {
    autoPan?: boolean;
    draggable?: boolean;
    icon: object;
    interactive?: boolean;
    keyboard?: boolean;
    pane?: string;
    title?: string;
  }

  const control: { attribution(options: { prefix: false }): Control; scale(options: { imperial: false }): Control };
  function circle(at: At, options: LayerOptions): Layer;
  function divIcon(options: { className: string; html: Element; iconSize: Step; iconAnchor: Step }): object;
  function geoJSON(
    data: GeoShapes,
    options: {
      pane: string;
      renderer: object;
      interactive: boolean;
      style(feature: GeoFeature): { className: string };
      onEachFeature(feature: GeoFeature, layer: Layer): void;
    },
  ): Layer;
  function latLng(at: At): Position;
  function latLng(lat: number, lng: number): Position;
  function latLngBounds(corners: At[]): Bounds;
  function layerGroup(): LayerGroup;
  function map(frame: HTMLElement, options: MapOptions): Map;
  function marker(at: At, options: MarkerOptions): Marker;
  function svg(options: { pane: string; padding: number }): object;
  function tileLayer(url: string, options: LayerOptions): Layer;
  function tooltip(at: At, options: LayerOptions): Layer;
}

interface GeoFeature {
  properties: { name?: string; names?: string[]; angles?: number[]; kind?: any; zoom?: number; rank?: number; ags?: string; [key: string]: unknown };
  geometry: { type: string; coordinates: any[] };
}
interface GeoShapes {
  features: GeoFeature[];
}
