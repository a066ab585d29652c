// What is seen of the map page beyond its filters stands in the address, which every step of the visitor writes:
// #karte=lat,lng,zoom&offen=town:koeln&liste=halb&filter=offen. None of it is sent to the server.

const NAMES = /** @type {const} */ (["karte", "offen", "liste", "filter"]);
// The history in a frame is that of the page around it.
const FRAMED = globalThis.self !== globalThis.top;

/** @typedef {Partial<Record<typeof NAMES[number], string>>} Seen view of the map; mark whose stories are shown; height of the sheet; whether the filters are */

/**
 * @param {string} [hash]
 * @returns {Seen | null} null for an address that is not ours, like that of a heading
 */
export function seen(hash = location.hash) {
  const found = Object.fromEntries(new URLSearchParams(hash.slice(1)));
  return hash && !NAMES.some((name) => found[name]) ? null : found;
}

/**
 * @param {Seen} state
 * @returns {string} what `seen` reads
 */
export function hashOf(state) {
  const told = NAMES.filter((name) => state[name]).map((name) => `${name}=${state[name]}`);
  return told.length ? `#${told.join("&")}` : "";
}

/**
 * Writes an address; the page shows it already.
 * @param {string | URL} url
 * @param {boolean} step whether Back is to lead to what was seen before
 */
export function write(url, step) {
  step && !FRAMED ? history.pushState({ before: location.search + location.hash }, "", url) : history.replaceState(history.state, "", url);
}

const changed = (/** @type {Seen} */ changes) => hashOf({ ...seen(), ...changes });
const put = (/** @type {string} */ hash, /** @type {boolean} */ step) => {
  hash === location.hash || write(location.pathname + location.search + hash, step);
};

/** @param {Seen} changes "" takes something away */
export const step = (changes) => put(changed(changes), true);

/**
 * The same step, said better.
 * @param {Seen} changes
 */
export const note = (changes) => put(changed(changes), false);

/**
 * Closes what a step has opened: a step back, if that leads there, or else without a step of its own.
 * @param {Seen} changes
 */
export function leave(changes) {
  const hash = changed(changes);
  history.state?.before === location.search + hash ? history.back() : put(hash, false);
}

/**
 * @param {string | undefined} text "51.2277,6.7735,9.5"
 * @returns {LatLng & {zoom: number} | null} null for anything else
 */
export function readView(text) {
  const [lat, lng, zoom] = (text?.match(/^(-?[\d.]+),(-?[\d.]+),([\d.]+)$/) ?? []).slice(1).map(Number);
  return [lat, lng, zoom].every(Number.isFinite) ? { lat, lng, zoom } : null;
}

/**
 * @param {LatLng} middle kept to some ten metres
 * @param {number} zoom
 * @returns {string} what readView reads
 */
export function writeView({ lat, lng }, zoom) {
  return `${lat.toFixed(4)},${lng.toFixed(4)},${zoom}`;
}
