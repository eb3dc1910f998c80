// The viewer of a specimen's images: loaded only where there are some. Zoom and pan by mouse, touch and keyboard.
const FARTHEST = 12;
const STEP = 1.4;
const ARROW = 80; // pixels
const clamp = (number, least, most) => Math.min(Math.max(number, least), most);

export function open(list, dialog) {
  const frames = [...list.querySelectorAll("[data-full]")];
  const stage = dialog.querySelector(".stage");
  const image = stage.querySelector("img");
  const status = dialog.querySelector("[role=status]");
  const caption = dialog.querySelector(".terms");
  const part = (name) => dialog.querySelector(`[data-act=${name}]`);
  const pointers = new Map();
  let at = 0, scale = 1, x = 0, y = 0;

  function draw() {
    // What is shown never leaves the stage: half of it stays in sight.
    const reach = (size, whole) => Math.max(0, (size * scale - whole) / 2 + (scale > 1 ? whole / 4 : 0));
    x = clamp(x, -reach(image.offsetWidth, stage.clientWidth), reach(image.offsetWidth, stage.clientWidth));
    y = clamp(y, -reach(image.offsetHeight, stage.clientHeight), reach(image.offsetHeight, stage.clientHeight));
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    part("out").disabled = part("whole").disabled = scale === 1;
    part("in").disabled = scale === FARTHEST;
    stage.classList.toggle("near", scale > 1);
  }
  function tell() {
    status.textContent = dialog.dataset.told.replace("{n}", at + 1).replace("{all}", frames.length).replace("{percent}", Math.round(scale * 100));
  }
  // The point under the pointer stays where it is; without one, the middle of the stage does.
  function zoom(factor, from) {
    const box = stage.getBoundingClientRect();
    const [px, py] = from ? [from.x - box.left - box.width / 2, from.y - box.top - box.height / 2] : [0, 0];
    const next = clamp(scale * factor, 1, FARTHEST);
    x = next === 1 ? 0 : px - (px - x) * (next / scale);
    y = next === 1 ? 0 : py - (py - y) * (next / scale);
    scale = next;
    draw();
    tell();
  }
  function move(dx, dy) {
    x += dx;
    y += dy;
    draw();
  }
  function show(number) {
    at = (number + frames.length) % frames.length;
    const frame = frames[at];
    stage.classList.remove("failed");
    image.src = frame.dataset.full;
    image.alt = frame.querySelector("img").alt;
    part("source").href = frame.href;
    caption.replaceChildren(...[...frame.closest("li").querySelectorAll(".terms > *")].map((one) => one.cloneNode(true)));
    [scale, x, y] = [1, 0, 0];
    draw();
    tell();
  }
  const acts = {
    in: () => zoom(STEP), out: () => zoom(1 / STEP), whole: () => zoom(1 / FARTHEST), close: () => dialog.close(),
    before: () => show(at - 1), after: () => show(at + 1),
  };
  const keys = {
    "+": acts.in, "=": acts.in, "-": acts.out, "0": acts.whole, PageUp: acts.before, PageDown: acts.after,
    ArrowLeft: () => (scale > 1 ? move(ARROW, 0) : acts.before()), ArrowRight: () => (scale > 1 ? move(-ARROW, 0) : acts.after()),
    ArrowUp: () => move(0, ARROW), ArrowDown: () => move(0, -ARROW),
  };

  for (const name of ["before", "after"]) part(name).hidden = frames.length < 2;
  dialog.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  image.addEventListener("error", () => stage.classList.add("failed"));
  image.addEventListener("load", draw);
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), event);
  }, { passive: false });
  stage.addEventListener("dblclick", (event) => (scale > 1 ? acts.whole() : zoom(3, event)));
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest("a, button")) return;
    stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, event);
  });
  stage.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const [other] = [...pointers.values()].filter((one) => one.pointerId !== event.pointerId);
    if (other) {
      const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      zoom(apart(event) / apart(last), { x: (event.x + other.x) / 2, y: (event.y + other.y) / 2 });
    } else if (scale > 1) move(event.x - last.x, event.y - last.y);
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, (event) => pointers.delete(event.pointerId));
  addEventListener("resize", draw);
  return (frame) => {
    dialog.showModal();
    show(frames.indexOf(frame));
  };
}
