/* The shapes that the modules of the nested picture hand on to each other. */

type Theme = "light" | "dark";
type Strength = "stated" | "weaker" | "planned";
/** How a word looks: plain, amber for what is missing, orange for accountability, or how a day differs from another. */
type Tone = "" | "warn" | "law" | "report" | "added" | "ended" | "changed";
type Words = [string, Tone][];
type How = "member" | "part" | "area" | "seat";
type MarkColours = Record<string, string>;

interface Palette {
  card: string;
  well: string;
  band: string;
  ink: string;
  soft: string;
  rule: string;
  edge: string;
  pale: string;
  paleEdge: string;
  blue: string;
  wash: string;
  orange: string;
  paleOrange: string;
  report: string;
  paleReport: string;
  amber: string;
  amberInk: string;
  amberEdge: string;
  added: string;
  ended: string;
  addedInk: string;
  endedInk: string;
  marks: MarkColours;
}

/** What can be shown at all. */
interface Drawn {
  told: Told;
  bodies: string[];
  lines: string[];
}

interface PictureData extends Drawn {
  /** Shape, light colour, dark colour of each kind. */
  looks: Record<string, [string, string, string]>;
  shapes: Record<string, string>;
}

interface PictureState {
  day: Day | null;
  to: Day | null;
  hidden: Record<Kind, Set<string>>;
  undated: boolean;
  /** The folds that were opened. */
  open: Set<string>;
  /** The body of which what is not drawn at first is open. */
  further: string | null;
  chosen: string | null;
  /** What stays bright while all else is paled. */
  lit: Set<string> | null;
  marks: Map<string, Mark> | null;
}

interface PictureOptions {
  width: number;
  /** How high it may be before more of it folds; none where it is null. */
  height: number | null;
  theme: Theme;
  /** The page has its own title and key beside it, paper its title above it; a file carries all within. */
  medium: "page" | "file" | "paper";
  /** What stands under the title of a file: how much is shown, and what is left out. */
  notes?: string[];
  /** What a file cites, beneath its key. */
  sources?: string[];
}

interface BadgeContext {
  told: Told;
  state: Pick<PictureState, "day" | "to" | "hidden" | "further">;
  shown: Shown;
  linesAt: Map<string, LineRecord[]>;
  conflicts: Set<string>;
  marks: Map<string, Mark> | null;
}

interface Context extends BadgeContext {
  looks: PictureData["looks"];
  nesting: Nesting;
  courseWords: (id: string) => Words;
  /** The words that stand on the drawn lines of a body. */
  drawnWords: (id: string) => string[];
  strengthOfBody: (id: string) => Strength;
  phaseOfLine: (line: LineRecord) => string;
}

interface Guest {
  id: string;
  how: How;
  lines: string[];
}

interface Nested extends Guest {
  /** Whether it is whole elsewhere, and only pointed to here. */
  hollow: boolean;
  home: string | null;
  children: Nested[];
}

interface Nesting {
  root: Nested | null;
  national: Nested[];
  around: Nested[];
  placed: Map<string, Nested>;
  homes: Map<string, Set<string>>;
  above: string[];
}

interface RowModel {
  id: string;
  home: string;
  name: string;
  acronym: string;
  shape: string;
  kind: string;
  hollow: boolean;
  also: string;
  words: Words;
  title: string;
  inside: number;
  children: RowModel[];
}

interface GroupModel {
  key: string;
  heading: string;
  rows: RowModel[];
  words: Words;
}

interface CardModel {
  id: string;
  title: string;
  type: string;
  strength: Strength;
  badges: Words;
  leader: string | null;
  seats: RowModel[];
  groups: GroupModel[];
}

/** A run of words at its place: the baseline's start, or its end where it is set from the right. */
interface Run {
  text: string;
  x: number;
  y: number;
  size: number;
  bold: boolean;
  tone: Tone | "ink" | "soft";
  end?: boolean;
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Badged extends Box {
  text: string;
  tone: Tone;
}

interface Chip extends Box {
  key: string;
  label: string;
  note: string;
  open: boolean;
  /** Those that are folded away in it. */
  ids: string[];
}

interface Row extends Box {
  id: string;
  home: string;
  title: string;
  shape: string;
  kind: string;
  hollow: boolean;
  markX: number;
  markY: number;
  texts: Run[];
  chip: Chip | null;
}

interface Group {
  key: string;
  heading: Run | null;
  count: number;
  notes: Run[];
  rule: [number, number, number] | null;
  chip: Chip | null;
  rows: Row[];
  /** Whose rows are folded away, if they are. */
  folded: string[];
  box: Box;
}

interface PlacedCard extends Box {
  id: string;
  level: "national" | "system" | "member";
  title: string;
  titles: Run[];
  strength: Strength;
  badges: Badged[];
  texts: Run[];
  seats: Row[];
  groups: Group[];
  headBottom: number;
}

interface Band {
  name: string;
  y: number;
  h: number;
  notes: Run[];
}

/** Lines of one sort to one body, drawn as one: nothing lies on anything. */
interface Course {
  key: string;
  object: string;
  lines: string[];
  subjects: string[];
  families: string[];
  strength: Strength;
  tone: "law" | "report";
  word: string;
  label: string;
  drawn: boolean;
}

/** Where a line is joined, and by whom. */
interface Tick {
  y: number;
  ids: string[];
}

/** A straight piece of a course, and whose lines run along it. */
interface Piece {
  points: Point[];
  subjects: string[];
}

interface PlacedCourse extends Course {
  paths: Piece[];
  head: { x: number; y: number; towards: "up" | "right" | "left" | "down" };
  labels: Run[];
}

interface PicturePlan {
  width: number;
  height: number;
  title: string;
  bands: Band[];
  cards: PlacedCard[];
  /** The folded headings of what stands around the system. */
  around: Group[];
  courses: PlacedCourse[];
  /** Lines that are said in words, because there is no room to draw them. */
  worded: Course[];
}

interface Sizes {
  title: number;
  name: number;
  rest: number;
  row: number;
  line: number;
  small: number;
  pad: number;
  gap: number;
  chip: number;
  little: number;
  label: number;
  /** How high a heading is, and how much room is above and beneath what is under it. */
  heading: number;
  space: number;
  phone: boolean;
  /** Whether a chip is a box that opens. */
  boxed: boolean;
}

interface Flow {
  left: number;
  right: number;
  x: number;
  y: number;
}

/** What folds, and which folds were opened. */
interface Folds {
  folds: (group: GroupModel) => boolean;
  open: Set<string>;
}

interface Zone {
  zone: "system" | "national" | "member" | "elsewhere";
  card: string | null;
}

/** What the ways of lines keep to. */
interface Stage {
  cards: PlacedCard[];
  system: PlacedCard | null;
  rows: PlacedCard[][];
  busTops: number[];
  left: number;
  spineLeft: number;
}

interface PictureModel {
  national: CardModel[];
  system: CardModel | null;
  partOf: string;
  systemBand: string;
  cards: CardModel[];
  memberBand: string;
  said: { cards: Words; rows: Words };
  around: GroupModel[];
  /** What came between the two days and is inside nothing that is drawn. */
  fresh: GroupModel[];
  courses: Course[];
}

interface Laid {
  bands: Band[];
  cards: PlacedCard[];
  around: Group[];
  courses: PlacedCourse[];
  width: number;
  height: number;
  /** Where the cards of the members end. */
  inner: number;
}
