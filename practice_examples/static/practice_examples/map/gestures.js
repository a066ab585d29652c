// One finger and the bare wheel belong to the page, two fingers and Ctrl with the wheel to the map.

const SHOWN_MS = 1400;

// `fills` says whether the map fills the screen: then there is no page to scroll, and the map takes everything.
export function shareGestures(map, hint, texts, fills) {
  const view = map.getContainer();
  let timer;

  function say(words) {
    hint.textContent = words;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { hint.hidden = true; }, SHOWN_MS);
  }

  view.addEventListener("pointerdown", (event) => {
    const takes = event.pointerType !== "touch" || fills();
    map.dragging[takes ? "enable" : "disable"]();
  }, true);
  view.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !fills()) {
      say(texts.touch);
    } else {
      hint.hidden = true;
    }
  }, { passive: true });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !fills()) {
      event.stopImmediatePropagation();
      say(texts.wheel);
    }
  }, { capture: true, passive: true });
}

const PAN = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PAN_PX = 90;

// Arrows pan while the view itself has the focus; plus and minus work wherever the focus is inside.
export function watchKeys(map, frame, animate) {
  const view = map.getContainer();
  frame.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const step = event.target === view && PAN[event.key];
    if (step) {
      map.panBy(step.map((part) => part * PAN_PX), { animate });
    } else if (event.key === "+" || event.key === "-") {
      map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1), { animate });
    } else {
      return;
    }
    event.preventDefault();
  });
}
