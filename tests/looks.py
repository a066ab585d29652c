"""The ways people look at a page, and what has to hold in each: axe finds nothing, nothing sticks out.

One page is loaded once and looked at in every way; colours, motion, paper and size of letters are set from outside.
"""

from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# WCAG 1.4.12 and 1.4.4: a reader's own distances and letters of twice the size. A sheet made by a script is not held up
# by the policy.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
LARGE = "html { font-size: 32px !important }"
WEAR = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
  return new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 60));
}"""
# axe takes for the colour of letters what the browser no longer paints them with, once the visitor has colours of their own.
FIND = """(unfit) => axe.run(document, { resultTypes: ["violations"], rules: unfit ? { [unfit]: { enabled: false } } : {} }).then((found) => found.violations.map(
  (rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`))"""
# A box, band or label that stands out by its ground alone: most colours of it are gone when the visitor's own replace them.
GROUNDS = """() => {
  const ground = (element) => element && (getComputedStyle(element).backgroundColor.match(/, 0\\)$/)
    ? ground(element.parentElement) : getComputedStyle(element).backgroundColor);
  const edged = (style) => style.outlineStyle !== "none" || ["Top", "Right", "Bottom", "Left"].some(
    (side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]));
  window.setOff ??= [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility()
    && element.textContent.trim() && element.getBoundingClientRect().width > 2
    && !element.closest(".hidden-visually") && ground(element) !== ground(element.parentElement));
  return window.setOff.filter((element) => element.checkVisibility() && !edged(getComputedStyle(element))
    && ground(element) === ground(element.parentElement)).map((element) => `no edge: ${element.outerHTML.slice(0, 120)}`);
}"""
# What makes a page wider than its screen: the innermost of what reaches over the edge and is not clipped on the way.
WIDE = """() => {
  const edge = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth < edge) { return []; }
  const over = [...document.querySelectorAll("body *")].filter((element) => {
    if (element.getBoundingClientRect().right <= edge + scrollX * -1) { return false; }
    for (let around = element; around !== document.body; around = around.parentElement) {
      if (around !== element && getComputedStyle(around).overflowX !== "visible") { return false; }
    }
    return true;
  });
  return ["the page", ...over.filter((element) => !over.some((other) => other !== element && element.contains(other)))
    .map((element) => `${element.outerHTML.slice(0, 160)} to ${Math.round(element.getBoundingClientRect().right)}`)];
}"""

# Grounds are not printed: what is to be read has to stand out from white, and nothing can be pressed.
UNFIT_FOR_PAPER = """() => {
  const light = (value) => (value / 255 <= .04045 ? value / 255 / 12.92 : ((value / 255 + .055) / 1.055) ** 2.4);
  const pale = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return alpha && 1.05 / (.2126 * light(red) + .7152 * light(green) + .0722 * light(blue) + .05) < 4.5;
  };
  return [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility({ visibilityProperty: true })
    && element.getBoundingClientRect().width > 1 && (element.matches("button, input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.closest("svg")
    && getComputedStyle(element).printColorAdjust !== "exact" && pale(getComputedStyle(element).color)))
    .map((element) => `unfit for paper: ${element.outerHTML.slice(0, 120)}`);
}"""


@dataclass(frozen=True)
class Look:
    width: int
    height: int = 800
    css: str = ""
    media: dict[str, str] = field(default_factory=dict)

    def take(self, page: Page) -> None:
        page.set_viewport_size({"width": self.width, "height": self.height})
        # A colour that is on its way is no colour to be measured.
        page.emulate_media(**PLAIN | self.media)
        page.evaluate(WEAR, self.css)


PLAIN = {"color_scheme": "light", "forced_colors": "none", "media": "screen", "reduced_motion": "reduce"}
PHONE = {
    "phone": Look(390),
    "letters twice as large": Look(320, css=LARGE),
    "own distances, dark": Look(320, css=SPACING, media={"color_scheme": "dark"}),
}
DESKTOP = {
    "desktop": Look(1280),
    "desktop, dark": Look(1280, media={"color_scheme": "dark"}),
    "forced colours": Look(1280, media={"forced_colors": "active"}),
}
PAPER = {"paper": Look(794, media={"media": "print"})}
EVERYWHERE = {**DESKTOP, **PHONE, **PAPER}


def problems(page: Page, looks: dict[str, Look] = EVERYWHERE) -> dict[str, list[str]]:
    """What is wrong with the page as it stands, by the way it is looked at; afterwards it is plain again."""
    before = page.viewport_size
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    # Once set off, set off in the visitor's own colours too.
    page.evaluate("() => delete window.setOff")
    page.evaluate(GROUNDS)
    found = {}
    for name, look in looks.items():
        look.take(page)
        forced = "forced_colors" in look.media
        wrong = page.evaluate(FIND, "color-contrast" if forced else "")
        wrong += page.evaluate(GROUNDS if forced else UNFIT_FOR_PAPER if look in PAPER.values() else WIDE)
        if wrong:
            found[name] = wrong
    Look(**before).take(page)
    return found
