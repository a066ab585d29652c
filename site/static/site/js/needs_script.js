/**
 * Buttons that do nothing without JavaScript are hidden in the HTML; here they come out, once they work.
 * @param {ParentNode} within
 */
export function showWhatNeedsScript(within = document) {
  for (const element of within.querySelectorAll("[data-needs-js]")) {
    element.hidden = false;
  }
}
