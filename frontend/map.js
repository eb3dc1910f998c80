// The map of a result: loaded only where a map is opened. Colours are those of the page, and follow it.
import { AttributionControl, Map as GlobalMap, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";

const DENSITY = ["interpolate", ["linear"], ["ln", ["get", "count"]], 0, 0.25, 3, 0.5, 6, 0.75, 9, 0.95];
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const round = (number) => Math.round(number * 1e5) / 1e5;

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { sea: of("--sea"), land: of("--land"), border: of("--border"), accent: of("--accent"), sheet: of("--sheet"), warn: of("--warn") };
}

function layers(data) {
  const { sea, land, border, accent, sheet, warn } = colours();
  const found = { source: "found", minzoom: 0 };
  return [
    { id: "sea", type: "background", paint: { "background-color": sea } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": land } },
    { id: "borders", type: "line", source: "land", paint: { "line-color": border, "line-width": ["interpolate", ["linear"], ["zoom"], 0, 0.4, 8, 1.2] } },
    ...(data.tiles ? [
      { id: "density", type: "fill", ...found, "source-layer": "density", paint: { "fill-color": accent, "fill-opacity": DENSITY } },
      { id: "specimens", type: "circle", ...found, "source-layer": "specimens", minzoom: 5, paint: { "circle-radius": 6, "circle-color": warn, "circle-stroke-color": sheet, "circle-stroke-width": 1.5 } },
    ] : []),
    ...(data.circle ? [
      { id: "circle", type: "fill", source: "circle", filter: ["==", "$type", "Polygon"], paint: { "fill-color": accent, "fill-opacity": 0.2, "fill-outline-color": accent } },
      { id: "point", type: "circle", source: "circle", filter: ["==", "$type", "Point"], paint: { "circle-radius": 6, "circle-color": accent, "circle-stroke-color": sheet, "circle-stroke-width": 1.5 } },
    ] : []),
    { id: "drawn", type: "fill", source: "drawn", paint: { "fill-color": warn, "fill-opacity": 0.15 } },
    { id: "drawn-edge", type: "line", source: "drawn", paint: { "line-color": warn, "line-width": 2 } },
  ];
}

function style(data) {
  const origin = location.origin;
  const sources = {
    land: { type: "geojson", data: new URL(data.land, origin).href, tolerance: 0.2, attribution: "Natural Earth" },
    drawn: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
  };
  if (data.tiles) sources.found = { type: "vector", tiles: [origin + data.tiles], maxzoom: 18, minzoom: 0 };
  if (data.circle) sources.circle = { type: "geojson", data: JSON.parse(data.circle) };
  return { version: 8, sources, layers: layers(data) };
}

export function show(element) {
  const { dataset } = element;
  const words = JSON.parse(dataset.words);
  const drawing = element.querySelector("svg");
  setWorkerUrl(new URL(dataset.worker, location.origin).href);
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  element.append(canvas);
  const [west, south, east, north] = dataset.bounds.split(",").map(Number);
  const whole = east - west >= 360;
  const view = whole
    ? { center: [10, 25], zoom: Math.log2(Math.max(element.clientWidth, 300) / 512) }
    : { bounds: [[west, Math.max(south, -80)], [east, Math.min(north, 84)]], fitBoundsOptions: { padding: 8 } };
  let map;
  try {
    map = new GlobalMap({
      container: canvas, style: style(dataset), ...view,
      maxZoom: 18, attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: still.matches ? 0 : 200, renderWorldCopies: true,
    });
  } catch { // without WebGL the drawing stays
    canvas.remove();
    return;
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl(), "bottom-left");
  map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  map.getCanvas().setAttribute("aria-label", words.label);
  map.once("load", () => {
    drawing.classList.add("visually-hidden");
    element.classList.add("alive");
  });
  dark.addEventListener("change", () => map.setStyle(style(dataset)));
  if (dataset.tiles) {
    opened(map, words);
    tools(map, element, words);
  }
}

// A click on a specimen names it; on a square it says how many, and goes nearer.
function opened(map, words) {
  for (const layer of ["density", "specimens"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", (event) => {
    if (map.drawing) return;
    const single = map.queryRenderedFeatures(event.point, { layers: ["specimens"] });
    const squares = map.queryRenderedFeatures(event.point, { layers: ["density"] });
    if (single.length) popup(map, event.lngLat, words, single.slice(0, 8).map(link));
    else if (squares.length) popup(map, event.lngLat, words, [counted(map, event.lngLat, squares[0], words)]);
  });
}

function popup(map, place, words, lines) {
  const list = document.createElement("ul");
  list.className = "plain";
  for (const line of lines) {
    const item = document.createElement("li");
    item.append(line);
    list.append(item);
  }
  const made = new Popup({ maxWidth: "18rem", closeButton: true, locale: { "Popup.Close": words.close } }).setLngLat(place).setDOMContent(list).addTo(map);
  made.getElement().querySelector("a, button")?.focus();
}

function link({ properties }) {
  const made = document.createElement("a");
  made.href = `/specimen/${properties.pid.replace("https://doi.org/", "")}`;
  made.textContent = properties.name || properties.pid;
  return made;
}

function counted(map, place, { properties }, words) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet small";
  made.textContent = `${properties.count.toLocaleString()} ${words.specimens}: ${words.zoom}`;
  made.addEventListener("click", () => {
    document.querySelector(".maplibregl-popup")?.remove();
    map.easeTo({ center: place, zoom: map.getZoom() + 2, animate: !still.matches });
  });
  return made;
}

// Drawing: a rectangle by dragging, a polygon by its corners. By keyboard the view itself is the rectangle.
function tools(map, element, words) {
  const bar = document.createElement("div");
  bar.className = "map-tools";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet small";
    made.textContent = text;
    made.addEventListener("click", act);
    bar.append(made);
    return made;
  };
  button(words.here, () => searched(rectangle(...map.getBounds().toArray().flat())));
  button(words.rectangle, () => begin(words.dragging, rectangular));
  button(words.polygon, () => begin(words.drawing, polygonal));
  const cancel = button(words.cancel, () => end());
  cancel.hidden = true;
  bar.append(status);
  element.before(bar);
  let stop = () => {};

  function begin(hint, draw) {
    end();
    map.drawing = true;
    status.textContent = hint;
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
    map.getCanvas().focus({ preventScroll: true });
    cancel.hidden = false;
    map.getCanvas().classList.add("drawing");
    map.doubleClickZoom.disable();
    const cross = document.createElement("div");
    cross.className = "cross";
    map.getContainer().append(cross);
    const drawn = draw(map, (ring) => { end(); if (ring.length > 3) searched(ring); }, (said) => { status.textContent = said; }, words);
    stop = () => { cross.remove(); drawn(); };
  }
  function end() {
    stop();
    stop = () => {};
    map.drawing = false;
    status.textContent = "";
    cancel.hidden = true;
    map.getCanvas().classList.remove("drawing");
    map.doubleClickZoom.enable();
    sketch(map, []);
  }
  element.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
}

const rectangle = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];

function sketch(map, ring) {
  map.getSource("drawn")?.setData({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: ring.length ? [ring] : [] } });
}

// Keys draw with a cross in the middle of the map, which the arrows move the map under.
function byKeys(map, act) {
  const press = (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || event.repeat) return;
    event.preventDefault();
    const { lng, lat } = map.getCenter();
    act(event.key, { lng, lat });
  };
  map.getCanvas().addEventListener("keydown", press);
  return () => map.getCanvas().removeEventListener("keydown", press);
}

function rectangular(map, done, say, words) {
  let from = null, keyed = false;
  map.dragPan.disable();
  const ring = (to) => rectangle(Math.min(from.lng, to.lng), Math.min(from.lat, to.lat), Math.max(from.lng, to.lng), Math.max(from.lat, to.lat));
  const down = ({ lngLat }) => { from = lngLat; keyed = false; };
  const move = ({ lngLat }) => { if (from && !keyed) sketch(map, ring(lngLat)); };
  const up = ({ lngLat }) => { if (from && !keyed) done(ring(lngLat)); };
  const carried = () => { if (from && keyed) sketch(map, ring(map.getCenter())); };
  const stop = byKeys(map, (_key, place) => {
    if (from && keyed) return done(ring(place));
    [from, keyed] = [place, true];
    say(words.opposite);
  });
  const all = [["mousedown", down], ["mousemove", move], ["mouseup", up], ["touchstart", down], ["touchmove", move], ["touchend", up], ["move", carried]];
  for (const [name, act] of all) map.on(name, act);
  return () => {
    for (const [name, act] of all) map.off(name, act);
    stop();
    map.dragPan.enable();
  };
}

function polygonal(map, done, say, words) {
  const corners = [];
  const closed = (...more) => { const ring = [...corners, ...more]; return ring.length ? [...ring, ring[0]] : []; };
  const set = ({ lng, lat }) => {
    corners.push([lng, lat]);
    sketch(map, closed());
    say(`${words.drawing} ${words.corners} ${corners.length}`);
  };
  const click = ({ lngLat }) => set(lngLat);
  const move = ({ lngLat }) => { if (corners.length) sketch(map, closed([lngLat.lng, lngLat.lat])); };
  const finish = (event) => { event.preventDefault(); done(closed()); };
  const stop = byKeys(map, (key, place) => (key === "Enter" ? done(closed()) : set(place)));
  map.on("click", click);
  map.on("mousemove", move);
  map.on("dblclick", finish);
  return () => {
    map.off("click", click);
    map.off("mousemove", move);
    map.off("dblclick", finish);
    stop();
  };
}

// The same search within what was drawn, which takes the place of other areas.
function searched(ring) {
  const distinct = ring.filter((corner, place) => place === 0 || String(corner) !== String(ring[place - 1]));
  const corners = distinct.map(([longitude, latitude]) => `${round(Math.max(-540, Math.min(540, longitude)))} ${round(Math.max(-90, Math.min(90, latitude)))}`);
  const address = new URL(location.href);
  for (const name of ["bbox", "geometry", "geoDistance", "cursor"]) address.searchParams.delete(name);
  address.searchParams.set("geometry", `POLYGON((${corners.join(", ")}))`);
  address.searchParams.set("view", "map");
  location.assign(address);
}
