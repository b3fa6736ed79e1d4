/* How wide words are, and where a line of them is broken: the same in every browser and on the command line, where
   there is no page to measure in. The advances are those of the metrics that Arial, Helvetica and Liberation Sans
   share, in thousandths of the size, from the space on; a little is added, as other families run wider. */
const SPARE = 1.03;

const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];

/** @type {Record<string, number>} */
const OTHERS = {
  "–": 556,
  "—": 1000,
  "…": 1000,
  "’": 222,
  "‘": 222,
  "“": 333,
  "”": 333,
  "·": 333,
  "→": 1000,
  "≠": 549,
};

/* How wide a text is in pixels. */
/** @type {(text: string, size: number, bold?: boolean) => number} */
export function widthOf(text, size, bold = false) {
  const table = bold ? BOLD : REGULAR;
  let sum = 0;
  for (const char of text.normalize("NFD")) {
    const code = char.codePointAt(0) || 0;
    if (code >= 32 && code < 127) {
      sum += table[code - 32];
    } else if (code < 0x300 || code > 0x36f) {
      sum += OTHERS[char] || 1000;
    }
  }
  return (sum / 1000) * size * SPARE;
}

/* A text in lines no wider than asked, broken between words, and within one that is too long for a line. */
/** @type {(text: string, width: number, size: number, bold?: boolean, most?: number) => string[]} */
export function wrap(text, width, size, bold = false, most = 4) {
  /** @type {string[]} */
  const lines = [];
  let current = "";
  for (const word of visible(text).split(/\s+/).filter(Boolean)) {
    const longer = current ? current + " " + word : word;
    if (widthOf(longer, size, bold) <= width) {
      current = longer;
      continue;
    }
    if (current) {
      lines.push(current);
    }
    current = word;
    while (widthOf(current, size, bold) > width && current.length > 1 && lines.length <= most) {
      const chars = [...current];
      let fits = chars.length - 1;
      while (fits > 1 && widthOf(chars.slice(0, fits).join(""), size, bold) > width) {
        fits--;
      }
      lines.push(chars.slice(0, fits).join(""));
      current = chars.slice(fits).join("");
    }
    if (lines.length > most) {
      break;
    }
  }
  if (current || !lines.length) {
    lines.push(current);
  }
  return lines.length > most ? [...lines.slice(0, most - 1), cut(lines[most - 1] + "…", width, size, bold)] : lines;
}

/* A text that fits in one line, with an ellipsis for what does not. */
/** @type {(text: string, width: number, size: number, bold?: boolean) => string} */
export function cut(text, width, size, bold = false) {
  const shown = visible(text);
  if (widthOf(shown, size, bold) <= width) {
    return shown;
  }
  const chars = [...shown.replace(/…$/, "")];
  while (chars.length > 1 && widthOf(chars.join("") + "…", size, bold) > width) {
    chars.pop();
  }
  return chars.join("").trimEnd() + "…";
}

export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu;

/* What cannot be seen, or turns the text around, is shown as the sign for an unknown character; no name is endless. */
/** @type {(text: string) => string} */
export const visible = (text) => text.slice(0, 400).replace(UNSEEN, (char) => (/\s/.test(char) ? " " : "\ufffd"));
