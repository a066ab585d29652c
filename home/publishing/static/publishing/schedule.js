// The button says what it will do by the date in the schedule, and a schedule with a mistake in it opens by itself.

const { publish, plan } = document.querySelector("script[data-plan]").dataset;
const SHOWN = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2})$/;

function isPlanned() {
  const found = SHOWN.exec(document.querySelector("input[name=go_live_at]")?.value.trim() ?? "");
  const [day, month, year, hour, minute] = (found ?? []).slice(1).map(Number);
  return found !== null && new Date(year, month - 1, day, hour, minute) > new Date();
}

function label() {
  const button = document.querySelector("button[name=action-publish]");
  const words = button?.querySelector("em");
  if (words && (isPlanned() || words.textContent === plan)) {
    words.textContent = isPlanned() ? plan : publish;
    // What Wagtail shows again after the button was at work.
    button.dataset.wProgressLabelValue = words.textContent;
  }
}

document.addEventListener("change", ({ target }) => target.name === "go_live_at" && label());

document.addEventListener("w-dialog:ready", ({ target, detail }) => {
  if (target.matches("#schedule-publishing-dialog:has(.error-message)")) {
    detail.dialog.show();
  }
});
