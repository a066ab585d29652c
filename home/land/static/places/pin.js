// The pin of every Leaflet map, on the site and in the admin; places/map_mark.html draws the same without a script.

const PIN = `<svg viewBox="-17 -40 34 41" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><path d="M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z"/><circle r="6" cy="-22.6"/></svg>`;
/** @type {Element | undefined} */
let drawing;

/**
 * A pin whose tip stands 1 px above the lower edge; colours and size come from the style sheets.
 * @param {string} className
 * @returns {Element}
 */
export function pinDrawing(className) {
  drawing ??= new DOMParser().parseFromString(PIN, "image/svg+xml").documentElement;
  const pin = document.importNode(drawing, true);
  pin.setAttribute("class", className);
  return pin;
}
