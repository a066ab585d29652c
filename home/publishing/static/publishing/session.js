// A session may end while somebody writes. What was typed stays in the form, the editor logs in in another window, and
// saving goes on.

import { leave, saveAgain, stay } from "./keep_saving.js";

const { session, login, words } = document.querySelector("script[data-session]").dataset;
const WORDS = JSON.parse(words);
const ASK_EVERY = 2000;
// A refusal for any other reason is not asked about again and again.
const REST = 10_000;

let notice = null;
let lastRetry = -REST;
const checked = new WeakSet();

// What the site knows about the session: null without an answer, false after its end.
async function ask() {
  const answer = await fetch(session, { redirect: "manual", headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.type === "opaqueredirect") {
    return false;
  }
  return answer?.ok ? answer.json() : null;
}

// The tokens of the former session are worth nothing in the new one.
function renew({ csrf }) {
  window.wagtailConfig.CSRF_TOKEN = csrf;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = csrf;
  }
}

function tell() {
  if (notice) {
    return;
  }
  notice = document.createElement("div");
  notice.className = "session-notice";
  notice.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = WORDS.ended;
  const link = document.createElement("a");
  link.className = "button";
  link.href = login;
  link.target = "_blank";
  link.textContent = WORDS.login;
  notice.append(text, link);
  document.body.append(notice);
}

function thank() {
  const done = notice;
  notice = null;
  if (done) {
    done.setAttribute("role", "status");
    done.replaceChildren(Object.assign(document.createElement("p"), { textContent: WORDS.back }));
    setTimeout(() => done.remove(), 6000);
  }
}

async function untilSignedIn() {
  tell();
  for (;;) {
    await new Promise((wake) => setTimeout(wake, ASK_EVERY));
    const state = await ask();
    if (state) {
      renew(state);
      thank();
      return;
    }
  }
}

document.addEventListener("w-autosave:error", async ({ target, detail }) => {
  if (detail.type !== "server_error" || notice) {
    return;
  }
  const state = await ask();
  if (state === false && !notice) {
    await untilSignedIn();
    saveAgain(target);
  } else if (state && performance.now() - lastRetry > REST) {
    lastRetry = performance.now();
    renew(state);
    saveAgain(target);
  }
});

// The buttons leave the page: what is sent to a login instead would be lost.
document.addEventListener(
  "submit",
  async (event) => {
    const { target: form } = event;
    const submitter = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (!form.matches("form[data-edit-form]") || checked.delete(form)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await leave(form);
    const state = await ask();
    if (submitter) {
      submitter.disabled = false;
    }
    if (state === false) {
      stay();
      await untilSignedIn();
      saveAgain(form);
      return;
    }
    if (state) {
      renew(state);
    }
    checked.add(form);
    form.requestSubmit(submitter);
  },
  true,
);
