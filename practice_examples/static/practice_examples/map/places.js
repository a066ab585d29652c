// Numbers and stories for one part of the map at a time. What has been fetched is used until the map leaves it.

const MARGIN = 0.3;

// West, south, east, north, as the parameter bbox wants them.
export function sides(bounds) {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((side) => side.toFixed(4));
}

export class Places {
  constructor(options) {
    this.options = options;
    this.kept = {};
    this.running = {};
  }

  // The filters have changed: nothing fetched before holds.
  use(query) {
    this.query = query;
    this.kept = {};
    Object.values(this.running).forEach((controller) => controller.abort());
  }

  // The stories of one town, by the filters in force; with a place among them the town's surroundings are sifted here.
  async inTown(town, bounds) {
    const search = new URLSearchParams(this.query);
    if (search.has("ort")) {
      const { pins } = await this.read("pins", this.query, bounds);
      return pins.filter((pin) => pin.town === town).flatMap((pin) => pin.examples);
    }
    search.set("ort", town);
    return (await this.read("pins", search.toString())).pins.flatMap((pin) => pin.examples);
  }

  async within(kind, bounds) {
    const kept = this.kept[kind];
    if (kept?.bounds.contains(bounds)) {
      return kept.data;
    }
    const wide = bounds.pad(MARGIN);
    this.running[kind]?.abort();
    const controller = new AbortController();
    this.running[kind] = controller;
    const data = await this.read(kind, this.query, wide, controller.signal);
    this.kept[kind] = { bounds: wide, data };
    return data;
  }

  async read(kind, query, bounds, signal) {
    const url = new URL(this.options[kind], document.baseURI);
    url.search = query;
    if (bounds) {
      url.searchParams.set("bbox", sides(bounds).join(","));
    }
    const response = await fetch(url, { signal });
    if (!response.ok) {
      throw new Error(`${response.status} ${url}`);
    }
    return response.json();
  }
}
