// Films on foreign platforms: nothing is loaded from there before somebody asks for it.

export function offer(figure) {
  const button = figure.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => load(figure), { once: true });
}

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
