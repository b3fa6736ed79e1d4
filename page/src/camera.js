/* Which part of the picture is seen, and how near. */
import { plan, told } from "./data.js";
import { cards, container, network } from "./painting.js";
import { keepAddress, state } from "./state.js";

/* As high as the picture needs at this width; one that is higher than the window is scrolled past. */
function fitHeight() {
  const room =
    container.clientWidth < 700 ? Math.max(340, 0.62 * window.innerHeight) : Math.max(420, 1.3 * window.innerHeight);
  const needed = (container.clientWidth * (plan.height + 30)) / (plan.width + 28);
  container.style.height = Math.round(Math.min(room, Math.max(needed, 340))) + "px";
  network.setSize("100%", container.style.height);
}

export function whole() {
  const { clientWidth: w, clientHeight: h } = container;
  const fit = Math.min(w / (plan.width + 28), h / (plan.height + 24), 1.25);
  const narrow = fit < 0.45 && plan.width > w;
  const root = cards.get(state.further || told.system);
  const scale = narrow ? 0.62 : fit;
  const position =
    narrow && root ? { x: root.x, y: root.y + h / 2 / scale - 90 } : { x: plan.width / 2, y: plan.height / 2 };
  network.moveTo({ position, scale, animation: false });
}

export function moved() {
  const { x, y } = network.getViewPosition();
  state.camera = [Math.round(x), Math.round(y), Number(network.getScale().toFixed(3))];
  keepAddress();
}

/** @type {(by: number) => void} */
export function zoom(by) {
  network.moveTo({ scale: Math.max(0.1, Math.min(4, network.getScale() * by)), animation: false });
  moved();
}

export function place() {
  fitHeight();
  if (state.camera) {
    network.moveTo({ position: { x: state.camera[0], y: state.camera[1] }, scale: state.camera[2], animation: false });
  } else {
    whole();
  }
}

/* Bring a card into the part of the picture that the window shows and the panel leaves free; what is there stays. */
/** @type {(id: string) => void} */
export function bring(id) {
  const card = cards.get(id);
  if (!card) {
    return;
  }
  const box = container.getBoundingClientRect();
  const top = Math.max(0, -box.top);
  const bottom = Math.min(box.height, window.innerHeight - box.top);
  const right = box.width - (window.innerWidth > 900 ? 430 : 0);
  const seen = bottom - top > 120;
  const scale = Math.max(network.getScale(), 0.8);
  const at = network.canvasToDOM({ x: card.x, y: card.y });
  const wide = (card.card.w / 2) * network.getScale();
  if (
    seen &&
    network.getScale() >= 0.6 &&
    at.x > wide &&
    at.x < right - wide &&
    at.y > top + 40 &&
    at.y < bottom - 40
  ) {
    return;
  }
  const middle = { x: right / 2, y: seen ? (top + bottom) / 2 : box.height / 2 };
  network.moveTo({
    position: { x: card.x - (middle.x - box.width / 2) / scale, y: card.y - (middle.y - box.height / 2) / scale },
    scale,
    animation: false,
  });
}
