/* The sizes of the picture in pixels as displayed: names never under 13, all else never under 11. */

/** @type {Sizes} */
export const WIDE = {
  title: 18,
  name: 14,
  rest: 12,
  row: 24,
  line: 18,
  small: 16,
  pad: 10,
  gap: 18,
  chip: 26,
  little: 24,
  label: 26,
  heading: 20,
  space: 5,
  phone: false,
  boxed: true,
};

/* On paper nothing is touched or opened: what is folded away is words and a number. */
/** @type {Sizes} */
export const PAPER = {
  ...WIDE,
  row: 19,
  line: 17,
  small: 14,
  little: 18,
  chip: 17,
  heading: 18,
  space: 3,
  boxed: false,
};

/* Fingers need more room; there is one column, and what is inside what stands beneath it. */
/** @type {Sizes} */
/** @type {Sizes} */
export const PHONE = { ...WIDE, row: 28, chip: 38, little: 28, gap: 12, label: 0, phone: true };

/* Below this width there is one column, and lines are said in words. */
export const PHONE_WIDTH = 700;

/* No card of the members' band is narrower. */
export const LEAST_CARD = 190;

/* A single card is not stretched over a wide screen: what belongs together would stand apart. */
export const MOST_CARD = 560;
