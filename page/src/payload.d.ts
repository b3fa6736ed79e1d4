/* The shapes of what the page is filled with, as ics_graph/explorer writes it. */

/** A day, YYYY-MM-DD. */
type Day = string;
/** When a thing begins and ends: not before, not after, ends not before, ends not after. */
type Bounds = [Day, Day, Day, Day];
type Point = [number, number];
type Kind = "type" | "family" | "phase" | "certainty";
type Holds = "yes" | "possibly" | "no";
type Sure = "surely" | "perhaps" | "not";

interface Claim {
  source: string;
  locator?: string;
  basis: string;
  stance?: string;
  confidence?: string;
  saidBy?: string;
  note?: string;
}

interface Source {
  title: string;
  publisher: string | null;
  kind: string | null;
  date: string | null;
  why: string | null;
  licence: string | null;
  link: string | null;
}

/** What has a certainty; the words are there where they say more than its label. */
interface Known {
  certainty?: string | null;
  certaintyWords?: string;
}

/** What bodies and lines have in common. */
interface Thing extends Known {
  id: string;
  type: string;
  certainty: string;
  planned: boolean;
  bounds: Bounds;
  from: string | null;
  until: string | null;
  phases: { at: string; steps: [Day, string][] };
  note: string | null;
  claims: Claim[];
}

interface BodyRecord extends Thing {
  name: string;
  other: string[];
  /** What else it is found by: names without their days, and names in sources. */
  called: string[];
  /** What people say for short, and no source need: only to be found by. */
  short: string[];
  /** Scheme, value, since, until. */
  codes: [string, string, string | null, string | null][];
  kinds: { type: string; label: string; note: string; from: string | null; until: string | null; bounds: Bounds }[];
  /** Whether it stands for several bodies, or for bodies in general. */
  several?: boolean;
  spells: { phase: string; from: string | null; until: string | null }[];
  facts: Fact[];
  gaps: Gap[];
  decides?: Power[];
}

interface LineRecord extends Thing {
  subject: string;
  object: string;
  family: string;
  general: boolean;
  plan: [Day, Day] | null;
  role: string | null;
  seat: string;
  /** Whether a whole list that lacks it gives its last possible day, and neither a source nor the life of an end. */
  byList: boolean;
}

interface EventRecord {
  name: string;
  kind: string;
  days: [Day, Day] | null;
  said: string | null;
  planned: boolean;
  /** Body, side, part, role. */
  parts: [string, string, string, string | null][];
  note: string | null;
  claims: Claim[];
}

interface Fact extends Known {
  id: string;
  label: string;
  value: string | null;
  certainty: string | null;
  note: string | null;
  claims: Claim[];
}

interface Power {
  id: string;
  function: string;
  words: string;
  clause: string;
  from: string | null;
  until: string | null;
  /** From which day on, the places of the steps, and why it does not count, or not in every case. */
  chains: [Day, number[], string][];
  claims: Claim[];
}

interface Gap {
  id?: string;
  topic?: string;
  /** Why it is missing; not read is not "not stated". */
  reason?: string;
  text: string;
  note: string | null;
  claims: Claim[] | null;
}

/** A row of a list that a question gave, or that was made of what the page carries. */
interface ListRow {
  id: string;
  name: string;
  relation?: string;
  value?: string | null;
  line?: string | null;
  of: string | null;
  ofName?: string | null;
  group?: string | null;
  heading?: string;
  note?: string | null;
  clause?: string;
  claims: Claim[];
}

type Quorate = "yes" | "possibly" | "no";

/** What a question says of a meeting, or why it cannot be asked of it. */
interface SaidOfMeeting {
  sentence: string;
  line: string;
  outcome: Quorate | null;
  rows: ListRow[];
  notes: string[];
}

/** A meeting; of one that is not told in full, what no question is needed for. */
interface MeetingRecord {
  id: string;
  name: string;
  body: string;
  bodyName: string;
  /** A day, a month or a year, as it is recorded. */
  day: string | null;
  /** Number and subject. */
  items: [string, string][];
  note: string | null;
  claims: Claim[];
  quorum?: SaidOfMeeting | null;
  interests?: SaidOfMeeting | null;
  decisions?: ListRow[];
  seats?: SaidOfMeeting | null;
}

type ListName = "gaps" | "conflicts" | "uncertain";

/** What is told of everything that the page carries. */
interface Told {
  system: string;
  /** What stands first where the data are an invented example; else nothing. */
  invented: string;
  /** What the page first shows, and why that day, where nobody asked for one. */
  start: View & { day: Day; why: string };
  total: number;
  days: Day[];
  route: string[];
  hanging: Record<string, number>;
  /** How many of them the page carries, to open in place. */
  further: Record<string, number>;
  served: boolean;
  near: boolean;
  /** Id, name, type, why it is not drawn, other names and short forms, codes. */
  notDrawn: [string, string, string, number, string[], string[]][];
  whyNotDrawn: string[];
  bodies: Record<string, BodyRecord>;
  lines: Record<string, LineRecord>;
  events: Record<string, EventRecord>;
  /** Name and type. */
  far: Record<string, [string, string]>;
  scope: string[] | null;
  within: string;
  ofScope: string;
  beyond: string[];
  sources: Record<string, Source>;
  meetings: Record<string, MeetingRecord>;
  /** What schemes give, by the names that they have for it. */
  functions: string[];
  /** The steps of chains of delegation. */
  steps: ListRow[];
  lists: Record<ListName, ListRow[]> | null;
  words: {
    types: Record<string, { label: string; definition: string; kind: string }>;
    relations: Record<string, { label: string; inverse: string; planned: string; definition: string }>;
    /** Label and definition. */
    families: Record<string, [string, string]>;
    phases: Record<string, string>;
    certainties: Record<string, string>;
  };
}

/** The frame of the picture. */
interface Plan {
  /** Name, top, bottom. */
  bands: [string, number, number][];
  headings: [string, number, number][];
  /** Word, x, y, and the lines that run beneath it. */
  labels: [string, number, number, string[]][];
  width: number;
  height: number;
  /** Shape, light colour, dark colour. */
  looks: Record<string, [string, string, string]>;
  /** Light colour, dark colour, arrow head. */
  strokes: Record<string, [string, string, string]>;
  shapes: Record<string, string>;
  dashes: Record<string, number[]>;
  further: Record<string, Further>;
}

/** What can be opened in place of a body: its further neighbours, and its lines to them. */
interface Further {
  bodies: { id: string; kind: string; card: Card }[];
  lines: { id: string; family: string; width: number; head: string }[];
}

interface Card {
  w: number;
  h: number;
  text: string[];
  words: string[];
}

interface DrawnNode {
  id: string;
  x: number;
  y: number;
  kind: string;
  rank: number;
  card: Card;
  color?: unknown;
  font?: unknown;
  ctxRenderer?: (given: Rendering) => object;
}

interface DrawnEdge {
  id: string;
  family: string;
  width: number;
  route: Point[];
  hub: string;
}

interface Drawing {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
  options: object;
}
