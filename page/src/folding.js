/* How names are compared: as ics_graph/names.py folds them, letter for letter; a test holds the two together. */

/* Small letters that Unicode does not take apart. */
/** @type {Record<string, string>} */
const LETTERS = {
  ł: "l",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ς: "σ",
};

/** @type {(text: string) => string} */
export const fold = (text) =>
  text
    .replace(/['’‘ʼʻ`´′＇]/gu, "")
    .normalize("NFKD")
    .replace(/['`]/g, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/./gu, (sign) => LETTERS[sign] ?? sign)
    .replace(/&/gu, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/(?<=^| )saint(?= |$)/gu, "st");
