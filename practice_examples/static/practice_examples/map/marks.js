// From what the server counts to marks with a size, a name and words for those who do not see them.

const LEAST_RADIUS = 12;
const LINE = 16;
const ROUNDS = 6;
const SIDES = ["e", "w", "s", "n", "se", "sw", "ne", "nw"];
const MOST = 60;
const TOUCHING = 2 * LEAST_RADIUS;

export class Words {
  constructor(texts) {
    this.texts = texts;
  }

  tell(name, values = {}) {
    return this.texts[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  count(name, count) {
    return this.texts[name][count === 1 ? 0 : 1].replace("{count}", count.toLocaleString("de"));
  }

  ideas(count) {
    return this.count("ideas", count);
  }

  named(place, count) {
    return this.tell("place", { place, ideas: this.ideas(count) });
  }
}

export function regionMarks(regions, words) {
  return regions.filter(({ count }) => count).map((region) => ({
    ...region,
    id: `region:${region.slug}`,
    kind: "region",
    at: [region.lat, region.lng],
    texts: [region.lines],
    sides: [region.side, ...SIDES],
    spoken: words.named(region.name, region.count),
    layer: "regionen",
    key: region.slug,
  }));
}

// Puts the marks into the view; what finds no room of its own joins the pin beside it or stays a dot.
export function arrange(marks, map, join) {
  const size = map.getSize();
  const scale = size.x < 420 ? 0.84 : 1;
  for (const mark of marks) {
    Object.assign(mark, map.latLngToContainerPoint(mark.at));
    mark.weight ??= mark.count;
    mark.radius = Math.max(LEAST_RADIUS, scale * (12.5 + 6 * Math.log10(mark.count)), 5 * mark.count.toLocaleString("de").length + 2);
  }
  const inside = marks.filter(({ x, y, pin }) => x > 4 && y > (pin ? 36 : 4) && x < size.x - 4 && y < size.y - 4);
  if (inside[0]?.kind === "region") {
    pushApart(inside);
    inside.forEach((mark) => { mark.at = map.containerPointToLatLng([mark.x, mark.y]); });
  }
  const { kept, others } = keepApart(inside);
  const dots = [];
  for (const mark of others) {
    const beside = mark.examples && kept.findIndex((other) => other.examples && distance(mark, other) < TOUCHING);
    if (mark.examples && beside >= 0) {
      kept[beside] = join(kept[beside], mark);
    } else {
      dots.push(mark);
    }
  }
  return { kept, dots, total: inside.reduce((sum, { count }) => sum + count, 0) };
}

// Regions are all shown, wherever the view is small: their marks give way to each other by some pixels.
function pushApart(marks) {
  for (let round = 0; round < 12; round += 1) {
    for (const [index, one] of marks.entries()) {
      for (const other of marks.slice(index + 1)) {
        const gap = distance(one, other);
        const missing = (TOUCHING + 3 - gap) / 2;
        if (missing > 0) {
          const [x, y] = gap ? [(other.x - one.x) / gap, (other.y - one.y) / gap] : [1, 0];
          one.x -= x * missing;
          one.y -= y * missing;
          other.x += x * missing;
          other.y += y * missing;
        }
      }
    }
  }
}

// The heaviest marks that keep a finger's distance from each other; `others` had to give way.
function keepApart(marks) {
  const kept = [];
  const others = [];
  for (const mark of [...marks].sort((a, b) => b.weight - a.weight)) {
    const free = kept.length < MOST && kept.every((other) => distance(mark, other) >= TOUCHING);
    (free ? kept : others).push(mark);
  }
  for (const mark of kept) {
    mark.room = Math.min(44, ...kept.filter((other) => other !== mark).map((other) => distance(mark, other)));
    mark.radius = Math.min(mark.radius, Math.max(LEAST_RADIUS, mark.room / 2));
  }
  return { kept, others };
}

export function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

// Gives each mark a free place for its name; who got none moves up and all try again. Returns the boxes taken.
export function placeNames(marks, size, measure, bodies = marks.map(body)) {
  let order = marks;
  let best;
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = [...bodies];
    const labels = order.map((mark) => [mark, freePlace(mark, size, measure, taken)]);
    const nameless = labels.filter(([, label]) => !label).map(([mark]) => mark);
    if (!round || nameless.length < best.nameless) {
      best = { labels, taken, nameless: nameless.length };
    }
    if (!nameless.length) {
      break;
    }
    order = [...nameless, ...order.filter((mark) => !nameless.includes(mark))];
  }
  best.labels.forEach(([mark, label]) => { mark.label = label; });
  return best.taken;
}

function freePlace(mark, size, measure, taken) {
  for (const lines of mark.texts) {
    const width = Math.max(...lines.map(measure)) + 2;
    for (const side of mark.sides ?? SIDES) {
      const box = beside(mark, side, width, lines.length * LINE);
      if (isInside(box, size) && !taken.some((other) => other !== mark.box && overlap(box, other))) {
        taken.push(box);
        return { lines, side, left: box.left - mark.x, top: box.top - mark.y, width };
      }
    }
  }
  return null;
}

function body(mark) {
  const { x, y, radius: r, pin } = mark;
  mark.box = pin ? { left: x - 16, top: y - 40, right: x + 16, bottom: y } : { left: x - r, top: y - r, right: x + r, bottom: y + r };
  return mark.box;
}

function beside({ box }, side, width, height) {
  const gap = 4;
  const middle = (box.top + box.bottom - height) / 2;
  const center = (box.left + box.right - width) / 2;
  const left = { e: box.right + gap, w: box.left - gap - width, se: box.left, ne: box.left, sw: box.right - width, nw: box.right - width }[side] ?? center;
  const top = { e: middle, w: middle, c: middle }[side] ?? (side[0] === "s" ? box.bottom + 1 : box.top - height - 1);
  return { left, top, right: left + width, bottom: top + height };
}

function isInside({ left, top, right, bottom }, size) {
  return left >= 2 && top >= 2 && right <= size.x - 2 && bottom <= size.y - 2;
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
