/* How a body is called in a row: its full name without the words that its heading says already, then its acronym. */

/* What the names of a kind begin or end with; a heading over the rows says it once. */
/** @type {Record<string, RegExp>} */
const SAID_BY_HEADING = {
  ClinicalCommissioningGroup: /^NHS | (CCG|Clinical Commissioning Group)$/gi,
  NHSTrust: /^The (?=.*Trust$)| (NHS )?(Foundation )?Trust$| (NHS )?FT$/gi,
  Council: / \(council area\)$/gi,
  Activity: / workstream$/gi,
};

/* What is named in full, where the name in use is a short one. */
/** @type {Record<string, RegExp>} */
const IN_FULL = {
  ClinicalCommissioningGroup: / (CCG|Clinical Commissioning Group)$/i,
  NHSTrust: / Trust$/i,
};

/** @type {(text: string) => boolean} */
const isAcronym = (text) => /^[A-Z][A-Z&-]{1,7}$/.test(text);

/** @type {(name: string, kind: string) => string} */
const bare = (name, kind) => (SAID_BY_HEADING[kind] ? name.replace(SAID_BY_HEADING[kind], "") || name : name);

/* The name of a body in a row under its heading, and the acronym that stands behind it, if it has one. */
/** @type {(body: BodyRecord, kind: string) => { name: string; acronym: string }} */
export function rowName(body, kind) {
  const name = bare(body.name, kind);
  const full = body.other
    .filter((other) => IN_FULL[kind]?.test(other) && !other.includes("("))
    .map((other) => bare(other, kind))
    .filter((other) => other.length > name.length && /[a-z]/.test(other))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const acronym = [name, ...body.other].find((other) => isAcronym(other) && other !== body.name) || "";
  if (full.length) {
    return { name: full[0], acronym };
  }
  return { name, acronym: acronym === name ? "" : acronym };
}

/** @type {Record<string, string>} */
const PLURALS = {
  person: "people",
  "clinical commissioning group": "CCGs",
  "committees in common": "committees in common",
  "council of governors": "councils of governors",
  "cluster of integrated care boards": "clusters of integrated care boards",
  "NHS England": "NHS England",
  "Secretary of State for Health and Social Care": "Secretary of State",
};

/* A heading for several of a type: "NHS foundation trusts". */
/** @type {(label: string) => string} */
export function headingOf(label) {
  const many = PLURALS[label] || (/[^aeiou]y$/.test(label) ? label.slice(0, -1) + "ies" : label + "s");
  return many.charAt(0).toUpperCase() + many.slice(1);
}

/* A number with its thousands parted. */
/** @type {(n: number) => string} */
export const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

const MONTHS = "January February March April May June July August September October November December".split(" ");

/* A day in words; the engine of the command line knows no names of months. */
/** @type {(day: Day) => string} */
export function dayWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return date + " " + MONTHS[month - 1] + " " + year;
}
