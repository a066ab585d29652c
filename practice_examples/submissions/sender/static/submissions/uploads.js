import { announce } from "../site/js/announce.js";

// Sends each chosen photo by itself and shows how far it has come. Names of files are shown nowhere.

// A site that has too much to do says so, and is asked again.
const BUSY = 503;
const TURNS = 5;
const RETRY = 5000;

/**
 * @param {HTMLElement} list
 * @param {(percent: number) => string} label
 */
function bar(list, label) {
  const item = document.createElement("li");
  const words = document.createElement("p");
  const progress = document.createElement("progress");
  words.className = "file num";
  words.textContent = label(0);
  progress.className = "bar";
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", label(0));
  const box = document.createElement("div");
  box.append(words, progress);
  item.append(box);
  list.append(item);
  return {
    item,
    /** @param {number} percent */
    show(percent) {
      progress.value = percent;
      words.textContent = label(percent);
    },
  };
}

/**
 * @param {string} address
 * @param {File} file
 * @param {string} token
 * @param {(percent: number) => void} onProgress
 * @param {number} [turn]
 * @returns {Promise<{html?: string, key?: string, full?: boolean, error?: string}>} empty if there is no answer
 */
function send(address, file, token, onProgress, turn = 1) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token);
    data.append("fotos", file, "foto");
    request.upload.addEventListener("progress", (event) => onProgress(Math.round((100 * event.loaded) / event.total)));
    request.addEventListener("load", () => {
      if (request.status === BUSY && turn < TURNS) {
        setTimeout(() => resolve(send(address, file, token, onProgress, turn + 1)), RETRY);
        return;
      }
      try {
        resolve(JSON.parse(request.responseText));
      } catch {
        resolve({});
      }
    });
    request.addEventListener("error", () => resolve({}));
    request.open("POST", address);
    request.send(data);
  });
}

/**
 * @param {HTMLElement} form
 * @param {() => string} token against forged requests, asked for each photo anew
 * @param {(photo: Element) => void} onPhoto hears of each form of a photo that came
 */
export function watchUploads(form, token, onPhoto) {
  const drop = form.querySelector("[data-upload]");
  if (!drop) { return; }
  const input = drop.querySelector("input[type=file]");
  const list = form.querySelector("[data-photos]");
  const problem = drop.querySelector("[data-problem]");
  /**
   * @param {string} words
   * @param {Record<string, any>} values
   */
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => values[name]);

  input.addEventListener("change", async () => {
    const files = [...input.files];
    /** @type {string[]} */
    const problems = [];
    showProblems(drop, problem, input, problems);
    for (const file of files) {
      const number = list.querySelectorAll("[data-photo]").length + 1;
      const progress = bar(list, (percent) => fill(drop.dataset.words, { number, percent }));
      const answer = await send(drop.dataset.upload, file, token(), progress.show);
      progress.item.remove();
      if (answer.html && !document.getElementById(`foto-${answer.key}`)) {
        list.insertAdjacentHTML("beforeend", answer.html);
        onPhoto(list.lastElementChild);
        announce(fill(drop.dataset.done, { number }));
        drop.hidden = answer.full;
      } else if (!answer.html) {
        problems.push(answer.error || drop.dataset.failed);
        showProblems(drop, problem, input, problems);
      }
    }
    // The photos are on the server: sending the form must not send them again.
    input.value = "";
    const first = list.querySelector("[data-photo]:last-child input");
    if (!problems.length && first) { first.focus(); }
  });
}

/**
 * @param {HTMLElement} drop
 * @param {HTMLElement} problem
 * @param {HTMLElement} input
 * @param {string[]} problems
 */
function showProblems(drop, problem, input, problems) {
  problem.parentElement.hidden = !problems.length;
  problem.textContent = [...new Set(problems)].join(" ");
  drop.classList.toggle("error", problems.length > 0);
  input.toggleAttribute("aria-invalid", problems.length > 0);
  if (problems.length) { announce(problem.textContent); }
}
