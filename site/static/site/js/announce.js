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
  }
  // Behind an open dialog nothing is read out.
  const within = document.querySelector("dialog:modal") ?? document.body;
  region.parentNode === within || within.append(region);
  setTimeout(() => { region.textContent = words; }, 50);
}
