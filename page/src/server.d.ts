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
