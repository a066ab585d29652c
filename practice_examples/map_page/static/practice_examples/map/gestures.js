// Fingers, wheel, keys and the buttons above the map.

const HINT_MS = 1400;

/**
 * One finger and the bare wheel belong to the page, two fingers and Ctrl with the wheel to the map.
 * While the map fills the screen there is no page to scroll, and the map takes everything.
 * @param {import("./chart.js").Chart} chart
 */
export function shareGestures({ map, options: { texts }, fills, find }) {
  const hint = find("hint");
  const view = map.getContainer();
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  /** @param {string} words */
  function say(words) {
    hint.textContent = words;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { hint.hidden = true; }, HINT_MS);
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

/**
 * Does what a button above the map says.
 * @param {import("./chart.js").Chart} chart
 * @param {import("./stories.js").Stories} stories
 * @param {HTMLButtonElement} button
 * @returns {void}
 */
export function act(chart, stories, button) {
  const { map, animate } = chart;
  /** @type {Record<string, () => void>} */
  const acts = {
    in: () => map.zoomIn(1, { animate }),
    out: () => map.zoomOut(1, { animate }),
    all: () => {
      stories.close();
      chart.reset();
    },
    near: () => stories.near(button),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : chart.frame.requestFullscreen()),
  };
  acts[button.dataset.act]?.();
}

/** @type {Record<string, Step>} */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PAN_PX = 90;

/**
 * Arrows pan while the view itself has the focus and go from mark to mark while one of them has it; plus and minus work
 * wherever the focus is inside.
 * @param {import("./chart.js").Chart} chart
 */
export function watchKeys({ map, frame, spots, animate }) {
  const view = map.getContainer();
  frame.addEventListener("keydown", (event) => {
    const from = spots.focused;
    const step = STEPS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (step && from) {
      spots.button(inDirection(from, spots.marks, step)?.id)?.focus({ preventScroll: true });
    } else if (step && event.target === view) {
      map.panBy([step[0] * PAN_PX, step[1] * PAN_PX], { animate });
    } else if (event.key === "+" || event.key === "-") {
      map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1), { animate });
    } else if (event.key === "Escape" && from) {
      view.focus({ preventScroll: true });
    } else {
      return;
    }
    event.preventDefault();
  });
}

/**
 * The next one that way: what lies aside counts as twice as far, what lies more aside than ahead is another direction.
 * @template {{x?: number, y?: number}} Mark
 * @param {Mark} from
 * @param {Mark[]} marks
 * @param {Step} step
 * @returns {Mark | undefined}
 */
export function inDirection(from, marks, [stepX, stepY]) {
  const ahead = (/** @type {Mark} */ mark) => (mark.x - from.x) * stepX + (mark.y - from.y) * stepY;
  const aside = (/** @type {Mark} */ mark) => Math.abs((mark.x - from.x) * stepY) + Math.abs((mark.y - from.y) * stepX);
  const far = (/** @type {Mark} */ mark) => ahead(mark) + 2 * aside(mark);
  return marks.filter((mark) => mark !== from && ahead(mark) > 1 && aside(mark) <= 2 * ahead(mark)).sort((a, b) => far(a) - far(b))[0];
}
