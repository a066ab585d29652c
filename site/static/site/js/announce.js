/** @type {HTMLElement | undefined} */
let region;

/**
 * One polite live region for the whole page. It is made before it is filled, or screen readers miss the first words.
 * @param {string} words
 */
export function announce(words) {
  if (!region) {
    region = document.createElement("p");
    region.className = "hidden-visually";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  setTimeout(() => { region.textContent = words; }, 50);
}
