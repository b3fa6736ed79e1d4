import { told, typeLabel } from "./data.js";
import { bdi, make } from "./elements.js";
import { asked, found } from "./search.js";

/* A field with a list beneath it, worked by keys or pointer; leaving the field changes nothing. Where ``free`` text may
   be entered, Enter takes what was typed, unless an item of the list was gone to. ``offered`` makes the list of what
   was found. */
/** @type {(field: HTMLInputElement, list: HTMLElement, take: (hit: Hit) => void, options?: ComboboxOptions) => void} */
export function combobox(field, list, take, { free = null, offered } = {}) {
  /** @type {Hit[]} */
  let hits = [];
  const first = free ? -1 : 0;
  let at = first;
  let turn = 0;
  const mark = () => {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at && hits.length > 0)));
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (hits.length && !list.hidden && at >= 0) {
      field.setAttribute("aria-activedescendant", list.id + "-" + at);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };
  const hide = () => {
    list.hidden = true;
    mark();
  };
  /** @type {(bodies: Hit[]) => void} */
  function offer(bodies) {
    hits = offered ? offered(field.value, bodies) : bodies;
    at = first;
    /** @type {(hit: Hit, n: number) => HTMLElement} */
    const option = (hit, n) =>
      make(
        "li",
        {
          role: "option",
          id: list.id + "-" + n,
          onmousedown: (event) => {
            event.preventDefault();
            at = n;
            chosen();
          },
        },
        bdi(hit.ask || hit.name),
        make(
          "small",
          {},
          bdi(
            (hit.ask
              ? ["question"]
              : hit.isMeeting
                ? ["meeting", hit.name.includes(hit.matched) ? "" : hit.matched]
                : [
                    typeLabel(hit.type),
                    hits.some((other) => other.id !== hit.id && other.name === hit.name) ? hit.id : "",
                    hit.matched !== hit.name ? hit.matched : "",
                    hit.drawn ? "" : "not in this picture",
                  ]
            )
              .filter(Boolean)
              .join(" · "),
          ),
        ),
      );
    list.replaceChildren(
      ...(hits.length
        ? hits.map(option)
        : [
            make(
              "li",
              { role: "option", "aria-disabled": "true", "aria-selected": "false" },
              "No body in this data has this name or code.",
            ),
          ]),
    );
    list.hidden = !field.value.trim() || (free !== null && !hits.length);
    mark();
  }
  function chosen() {
    if (!hits[at]) {
      return;
    }
    hide();
    take(hits[at]);
  }
  async function search() {
    const mine = ++turn;
    offer(found(field.value));
    if (!told.served) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (mine !== turn) {
      return;
    }
    const more = await asked(field.value);
    if (mine === turn && document.activeElement === field) {
      offer(more);
    }
  }
  field.addEventListener("input", search);
  field.addEventListener("blur", hide);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        return search();
      }
      const number = hits.length || 1;
      at = event.key === "ArrowDown" ? (at + 1) % number : (at <= 0 ? number : at) - 1;
      mark();
    }
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      turn++;
      hide();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (free && (at < 0 || list.hidden)) {
        turn++;
        hide();
        free(field.value);
        return;
      }
      if (list.hidden) {
        offer(found(field.value));
      }
      chosen();
    }
  });
}

/** @type {(id: string, label: string, placeholder: string) => Combobox} */
export const comboboxField = (id, label, placeholder) => {
  const list = make("ul", {
    id: id + "-list",
    class: "found",
    role: "listbox",
    "aria-label": "Bodies found",
    hidden: true,
  });
  const field = make("input", {
    id,
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    placeholder,
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": id + "-list",
    "aria-autocomplete": "list",
  });
  return { field, list, box: make("div", { class: "combobox" }, make("label", { for: id }, label), field, list) };
};
