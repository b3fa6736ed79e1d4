/* The shapes of what the modules of the page hand on to each other. */

/** Which lines count: on a day, or at any date where it is null. */
interface View {
  day: Day | null;
  planned: boolean;
  uncertain: boolean;
  rules: boolean;
}

/** A day, or a period from its first day to its last, with what it is called. */
interface When {
  first: Day;
  last: Day;
  words: string;
}

type Relation = "on" | "before" | "after" | "since" | "between";

/** A date that stands in a text from start to end, with the word before it; of a period, whether it begins with a day. */
interface Spelled {
  start: number;
  end: number;
  relation: Relation;
  when: When;
  fromADay: boolean;
}

interface State {
  day: Day;
  to: Day | null;
  ask: string | null;
  hidden: Record<Kind, Set<string>>;
  undated: boolean;
  chosen: ["body" | "line" | "meeting", string] | null;
  card: string | null;
  trace: string[] | null;
  tab: string | null;
  camera: [number, number, number] | null;
  picture: "nested" | "network" | null;
  open: Set<string>;
  further: string | null;
}

/** Ids of what is shown, and which of them the day leaves open. */
interface Shown {
  bodies: Set<string>;
  lines: Set<string>;
  open: Set<string>;
}

/** The lines upward from a body, the depth of each by its id, and the lines beside them by their heading. */
interface Upward {
  within: LineRecord[];
  depths: Map<string, number>;
  beside: Record<string, LineRecord[]>;
}

interface Route {
  start: string;
  goal: string;
  back: boolean;
  paths: LineRecord[][];
}

/** The chain of delegation of a power: its steps, who gave it to whom, and why it does not count. */
interface Delegation {
  kind: "delegation";
  power: Power;
  holder: string;
  stands: boolean;
  steps: ListRow[];
  why: string;
  hops: [string, string][];
}

/** What a trace came to: the way from one body to another, to whom one is accountable, or how a power came down. */
type Finding = { kind: "route"; found: Route } | { kind: "accountable"; body: string; found: Upward } | Delegation;

/** A finding, and the lines and bodies that the picture lights up for it. */
type Trace = Finding & { lines: Set<string>; bodies: Set<string> };

interface Mark {
  mark: string;
  sure: boolean;
  /** What is written beside it in the picture, where that is more than how it changed. */
  word?: string;
}

interface ChangedItem {
  kind: "body" | "line" | "event";
  id: string;
  words: string;
  /** The word of its mark in the picture. */
  mark?: string;
}

interface ChangedLine extends ChangedItem {
  line: LineRecord;
  sure?: boolean;
}

interface ChangedPart {
  title: string;
  sure: boolean;
  mark: string;
  items: ChangedItem[];
}

/** What is said of a comparison: at most two sentences, notes, what is not known after the last that a source saw. */
interface Compared {
  sentence: string;
  notes: string[];
  after: string | null;
  verdict: string;
  reach: Day | null;
}

/** The bodies of one type that were there on the first day or on the last, came in between, or went. */
interface Tallied {
  opening: number;
  closing: number;
  opened: string[];
  mayHaveOpened: string[];
  closed: string[];
  mayHaveClosed: string[];
  /** Opened out of, and closed into, bodies of another type: how many, by the words for that type. */
  came: Map<string, number>;
  went: Map<string, number>;
  faults: string[];
}

/** The lines that turned between two days, by how. */
type Turned = Record<
  "began" | "mayHaveBegun" | "ended" | "mayHaveEnded" | "orphaned" | "moved" | "doubled",
  ChangedLine[]
>;

/** How something drawn is to look at the moment; a badge is its text and its tone. */
interface Look {
  dim: boolean;
  faint: boolean;
  badges: [string, string][];
  dash: number[] | null;
  mark: Mark | null | undefined;
}

interface Painted {
  shown: Shown;
  trace: Trace | null;
  parts: ChangedPart[];
  marks: Map<string, Mark>;
}

/** How many of a kind are shown, and how many there are. */
interface Count {
  bodies: [number, number];
  lines: [number, number];
}

interface Badge {
  text: string;
  tone: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A body that was found by what was typed. */
interface Hit {
  id: string;
  name: string;
  type: string;
  matched: string;
  drawn: boolean;
  why?: string;
  /** Whether it is a meeting, and no body. */
  isMeeting?: boolean;
  /** A question that is offered instead of the body. */
  ask?: string;
}

interface ComboboxOptions {
  free?: ((text: string) => void) | null;
  offered?: (typed: string, hits: Hit[]) => Hit[];
}

/** A cell of a table: what is copied, and what is shown where that is more. */
interface Cell {
  text: string;
  node?: Node;
}

/** What happened to a body, and on which day where one is known. */
interface Life {
  day: string | null;
  text: string;
  claims?: Claim[];
}

type Tally = Record<Kind, Map<string, Count>>;

/** A body as the search knows it, with all by which it can be found. */
interface Indexed {
  id: string;
  name: string;
  type: string;
  why?: string;
  keys: string[];
  folded: string[];
  drawn: boolean;
}

interface Combobox {
  field: HTMLInputElement;
  list: HTMLElement;
  box: HTMLElement;
}

interface Table {
  title: string;
  heads: string[];
  rows: () => Cell[][];
  count: () => number;
  shown?: () => boolean;
}

type Child = Node | string | null | undefined;
type Children = (Child | Child[])[];

interface Props {
  onclick?: (event: MouseEvent) => unknown;
  onmousedown?: (event: MouseEvent) => unknown;
  onkeydown?: (event: KeyboardEvent) => unknown;
  [name: string]:
    | string
    | number
    | boolean
    | null
    | undefined
    | ((event: MouseEvent) => unknown)
    | ((event: KeyboardEvent) => unknown);
}

type Attributes = Record<string, string | number | null | undefined>;
