// Films on foreign platforms: nothing is loaded from there before somebody asks for it.

/**
 * Shows the button that loads the film.
 * @param {HTMLElement} figure with data-external-video
 */
export function offer(figure) {
  const button = figure.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => load(figure), { once: true });
}

/**
 * Puts the player of the platform in the place of the button.
 * @param {HTMLElement} figure with data-external-video
 */
export function load(figure) {
  const frame = document.createElement("iframe");
  frame.src = figure.dataset.externalVideo;
  frame.title = figure.dataset.title;
  frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.width = "1280";
  frame.height = "720";
  figure.querySelector(".screen").replaceChildren(frame);
  frame.focus();
}

for (const figure of document.querySelectorAll("[data-external-video]")) {
  offer(figure);
}
