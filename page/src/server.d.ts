/* What the server answers. */

interface StoreSource {
  title: string;
  locator?: string;
  basis: string;
  stance?: string;
  note?: string;
  link?: string;
}

interface StoreRow {
  id: string;
  name: string;
  relation: string;
  forward: string;
  upward: boolean;
  of?: string;
  of_name?: string;
  heading: string;
  certainty?: string;
  holds?: string;
  value?: string;
  sources?: StoreSource[];
}

interface StoreAnswer {
  headline: string;
  detail?: string;
  rows?: StoreRow[];
  caveats?: string[];
}

/** An answer as /api/ask gives it. */
interface AskedAnswer {
  question: string;
  read_as?: string;
  headline: string;
  verdict: string;
  verdict_in_words: string;
  as_of?: string;
  parameters?: Record<string, string>;
  rows?: AskedRow[];
  caveats?: string[];
}

interface AskedRow {
  line?: string;
  heading: string;
  id?: string;
  name: string;
  relation: string;
  of?: string;
  of_name?: string;
  value?: string;
  sources?: StoreSource[];
}
