/* The shapes of what reads and answers questions in words. */

/** What ics_graph/phrasing/for_a_page.py writes: the ways to ask every question, and the words by which a text is read. */
interface ReadingData {
  questions: Record<string, QuestionData>;
  answered: string[];
  /** How a page words its own questions. */
  said: Record<string, string>;
  nouns: string[];
  ownCommands: string[];
  ofBodies: string[];
  ofBodiesFacts: string[];
  everywhere: string[];
  nearest: string[];
  leads: string;
  tails: string;
  declined: Record<string, string[]>;
  canAnswer: string;
  longest: number;
  empty: string[];
  pronouns: string[];
  verbs: string[];
  articles: string[];
  prepositions: string[];
  questionWords: string[];
  generic: string[];
  sourceNouns: string[];
  unsaying: string[];
  loose: string[];
  each: string[];
  bodySlots: string[];
  short: Record<string, string>;
  irregular: Record<string, string>;
  numbers: Record<string, number>;
  many: string[];
  ownQuestions: string[];
  spokenTypes: Record<string, string>;
  spokenProperties: Record<string, string>;
  spokenKinds: Record<string, string>;
  abbreviations: Record<string, string[]>;
  families: string[];
  kindsOf: Record<string, string[]>;
  /** Label, and abbreviation where there is one. */
  labels: Record<string, string[]>;
}

interface QuestionData {
  ways: string[];
  dated: boolean;
  /** Name, kind, whether it must be given. */
  parameters: [string, string, boolean][];
}

/** A word of a text: as it stands there, its stem, and other stems that it may be when a letter is put right. */
interface Token {
  raw: string;
  stem: string;
  start: number;
  end: number;
  near: Set<string>;
}

/** A place in a way that words of the text fill, or a stem. */
type WayPart = { slot: string } | string;

/** A way to ask without alternatives: stems and slots in order, and what it fixes of the question's parameters. */
interface Way {
  parts: WayPart[];
  fixed: Record<string, string | boolean>;
  /** Its words, but for "who" and "what", which stand for one another. */
  stems: string[];
}

/** A way found in a text: which tokens fill which slot, and what the words of the way count. */
interface WayFound {
  way: Way;
  slots: Record<string, [number, number]>;
  words: number;
}

interface Candidate {
  question: string;
  found: WayFound;
  text: string;
  words: Token[];
}

/** A body by whatever it is called; ``keys`` are those that a name is looked up by, ``short`` what people say for short. */
interface Named {
  id: string;
  name: string;
  type: string;
  keys: string[];
  short: string[];
  codes: [string, string, string | null, string | null][];
  bounds: Bounds | null;
}

type Given = Record<string, string | string[] | boolean>;

/** A question with what it is given by name, as of a day or period; bodies are given by their ids. */
interface Command {
  question: string;
  given: Given;
  when: When | null;
  line: string;
}

/** A question in words, read or not. */
type Reading =
  | { kind: "read"; commands: Command[]; aside: string }
  | { kind: "ambiguous" | "unread" | "declined"; why: string; choices: Command[] }
  | { kind: "elsewhere"; why: string };

/** An answer as the page carries it: sentence, code, line of verdict, rows and notes; all but the code are places. */
type CarriedAnswer = [number, string, number, number[], number[]];
/** The same with the day from which on it is that. */
type DatedAnswer = [Day, ...CarriedAnswer];
/** A row: its record and heading; where it has no record, also the body that it is of. */
type CarriedRow = [string | null, string, string?];

/** What ics_graph/explorer/answer_data.py writes. */
interface AnswerData {
  covers: string[];
  /** By which sentence a body is spoken of where nothing is said of it, where that is not the usual one. */
  wordedAs: Record<string, string>;
  absent: string;
  verdicts: Record<string, string>;
  of: Record<string, Record<string, DatedAnswer[]>>;
  silent: Record<string, Record<string, CarriedAnswer>>;
  /** What is said of a body on days before and after it existed, with who says so. */
  gone: Record<string, ([string, string[]] | null)[]>;
  membersOfType: Record<string, Record<string, DatedAnswer[]>>;
  spans: Record<string, DatedAnswer[]>;
  gaps: Record<string, CarriedAnswer>;
  conflicts: CarriedAnswer;
  uncertain: Record<string, CarriedAnswer>;
  texts: string[];
  rows: CarriedRow[];
}

/** An answer to be shown: what is said, how sure it is, the records that it rests on, and what it is about. */
interface PageAnswer {
  question: string;
  command: string;
  sentence: string;
  verdict: string;
  line: string;
  rows: AnswerRow[];
  notes: string[];
  /** The day of the answer; null where it is of all times. */
  day: Day | null;
  /** Two days, where it is what changed between them. */
  between: [Day, Day] | null;
  /** The body that the question is asked of. */
  about: string | null;
}

interface AnswerRow {
  record: string | null;
  heading: string;
  /** The body at the far end, or that it is told of. */
  id: string | null;
  name: string;
  /** What is said of it, where it is no line of the page. */
  words?: string;
  claims: Claim[];
  /** What a source itself cites, where a server answers. */
  cited?: Cited[];
}

/** A source as an answer cites it: its title, the place in it, and where it can be found. */
interface Cited {
  title: string;
  locator: string | null;
  link: string | null;
}

/** What came of a question: answers, a body, or why there are none here and what can be asked instead. */
type Outcome =
  | { kind: "answered"; answers: PageAnswer[]; aside: string }
  | { kind: "body"; id: string }
  | { kind: "only"; type: string; words: string }
  | { kind: "choices"; why: string; choices: Command[]; several: boolean }
  | { kind: "elsewhere"; why: string; command: string; near: Command | null };
