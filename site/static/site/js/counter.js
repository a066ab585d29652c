import { announce } from "./announce.js";

/**
 * "276 von 300 Zeichen" below long text fields. It only counts; the server decides.
 * @param {ParentNode} within
 */
export function watchCounters(within = document) {
  for (const area of within.querySelectorAll("[data-count-to]")) {
    const { countTo: limit, countWords: words, countOver: warning } = area.dataset;
    const line = document.createElement("p");
    line.className = "count num";
    area.after(line);
    let over = false;
    const count = () => {
      // The browser sends line ends as two characters, and the server counts what is sent.
      const length = area.value.replace(/\r?\n/g, "\r\n").length;
      line.textContent = words.replace("{count}", String(length)).replace("{limit}", limit);
      const isOver = length > Number(limit);
      line.classList.toggle("over", isOver);
      if (isOver && !over) { announce(warning); }
      over = isOver;
    };
    area.addEventListener("input", count);
    count();
  }
}
