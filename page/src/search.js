/* Finding a body by name, other name or code, of then and now, in the picture or only in the data. */
import { drawnBodies, told } from "./data.js";
import { fold } from "./folding.js";
import { before } from "./words.js";

/** @type {Indexed[]} */
const index = [
  ...Object.values(told.bodies).map((body) => ({
    id: body.id,
    name: body.name,
    type: body.type,
    keys: [body.id, body.name, ...body.other, ...body.short, ...body.codes.map(([, value]) => value)],
    drawn: drawnBodies.includes(body.id),
  })),
  ...told.notDrawn
    .filter(([id]) => !told.bodies[id])
    .map(([id, name, type, why, other, codes]) => ({
      id,
      name,
      type,
      why: told.whyNotDrawn[why],
      keys: [id, name, ...other, ...codes],
      drawn: false,
    })),
].map((entry) => ({ ...entry, folded: entry.keys.map(fold) }));

/* How well a body answers to what was typed: the whole name, then its beginning, then words of it; 0 is not at all. */
/** @type {(entry: Indexed, text: string) => number} */
function fits(entry, text) {
  const words = text.split(" ");
  let best = 0;
  entry.folded.forEach((key, n) => {
    const own = n === 1 ? 0.2 : 0;
    const parts = key.split(" ");
    if (key === text) {
      best = Math.max(best, 5 + own);
    } else if (key.startsWith(text)) {
      best = Math.max(best, 4 + own);
    } else if (words.every((word) => parts.includes(word))) {
      best = Math.max(best, 3 + own);
    } else if (words.every((word) => parts.some((part) => part.startsWith(word)))) {
      best = Math.max(best, 2 + own);
    } else if (key.includes(text)) {
      best = Math.max(best, 1 + own);
    }
  });
  return best;
}

/** @type {(typed: string, most?: number) => Hit[]} */
export function found(typed, most = 12) {
  const text = fold(typed);
  if (!text) {
    return [];
  }
  return index
    .map((entry) => ({ ...entry, score: fits(entry, text) }))
    .filter(({ score }) => score)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(b.drawn) - Number(a.drawn) ||
        a.name.length - b.name.length ||
        before(a.name, b.name) ||
        before(a.id, b.id),
    )
    .slice(0, most)
    .map((entry) => ({ ...entry, matched: entry.keys.find((key) => fold(key).includes(text)) || entry.name }));
}

/* The server knows more than the page carries. */
/** @type {(typed: string, most?: number) => Promise<Hit[]>} */
export async function asked(typed, most = 12) {
  const here = found(typed, most);
  if (!told.served || !typed.trim()) {
    return here;
  }
  try {
    const answer = await fetch("/api/find?limit=" + most + "&q=" + encodeURIComponent(typed.trim()));
    if (!answer.ok) {
      return here;
    }
    /** @type {Hit[]} */
    const there = await answer.json();
    return there.map((entry) => ({
      id: entry.id,
      name: entry.name,
      type: entry.type,
      matched: entry.matched,
      drawn: drawnBodies.includes(entry.id),
    }));
  } catch {
    return here;
  }
}
