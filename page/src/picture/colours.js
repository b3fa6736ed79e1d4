/* The colours of the picture. Blue is what can be chosen, orange is accountability, amber is what no source states.
   What is paled has a colour of its own: nothing lets the ground through, so that lines on one course never add up. */

/** @type {Record<Theme, Palette>} */
export const PALETTES = {
  light: {
    card: "#ffffff",
    well: "#f4f6f7",
    band: "#eaeef1",
    ink: "#17222c",
    soft: "#4d5a66",
    rule: "#d3dae0",
    edge: "#82909a",
    pale: "#7a8690",
    paleEdge: "#c3ccd3",
    blue: "#1557a0",
    wash: "#e6f0fa",
    orange: "#b14a04",
    paleOrange: "#e3cbb8",
    report: "#2f5d73",
    paleReport: "#c5d2d9",
    amber: "#fff0cc",
    amberInk: "#6b4300",
    amberEdge: "#dcb45c",
    added: "#d9f2e6",
    ended: "#fbe0d6",
    addedInk: "#00664a",
    endedInk: "#9b1c3b",
    marks: { circle: "#6a4c93", cross: "#0d6b74", square: "#4b6b22" },
  },
  dark: {
    card: "#1a2229",
    well: "#151c22",
    band: "#1f2830",
    ink: "#e8edf1",
    soft: "#a8b4be",
    rule: "#303b45",
    edge: "#6a7884",
    pale: "#7d8993",
    paleEdge: "#3a454e",
    blue: "#86bdf4",
    wash: "#1b3048",
    orange: "#ff9b57",
    paleOrange: "#4f3a2b",
    report: "#8fc3dc",
    paleReport: "#33454f",
    amber: "#3a2c0c",
    amberInk: "#ffd27a",
    amberEdge: "#806322",
    added: "#12402f",
    ended: "#4d2413",
    addedInk: "#4ecb9f",
    endedInk: "#ff9aae",
    marks: { circle: "#c3a9ea", cross: "#6cc8d0", square: "#a9cd75" },
  },
};

/* A dash means one of three things, each with its word: stated is whole, weaker is broken, planned is dotted. */
/** @type {Record<Strength, number[] | null>} */
export const DASHES = { stated: null, weaker: [6, 4], planned: [1.5, 3.5] };

/** @type {(phase: string, certainty: string, open: boolean) => Strength} */
export function strengthOf(phase, certainty, open) {
  if (phase === "planned" || phase === "shadow") {
    return "planned";
  }
  return open || !["stated", "reported"].includes(certainty) ? "weaker" : "stated";
}

export const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
