/* Elements whose content is always text. A name is never read as markup. */

/** @type {(id: string) => HTMLElement} */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {(id: string) => HTMLInputElement} */
export const inputById = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @type {(id: string) => HTMLButtonElement} */
export const buttonById = (id) => /** @type {HTMLButtonElement} */ (byId(id));

/** @type {(child: Child) => child is Node | string} */
export const isThere = (child) => child !== null && child !== undefined;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props} props
 * @param {Children} children
 */
export function make(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "class") {
      element.className = String(value);
    } else if (typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(
    ...children
      .flat()
      .filter(isThere)
      .filter((child) => child !== ""),
  );
  return element;
}

/** @type {(text: string | null | undefined) => HTMLElement} */
export const bdi = (text) => make("bdi", {}, text);

/** @type {(text: string, onclick: (event: MouseEvent) => unknown, props?: Props) => HTMLButtonElement} */
export const button = (text, onclick, props = {}) => make("button", { type: "button", onclick, ...props }, text);

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} attributes
 * @param {Children} children
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat().filter(isThere));
  return element;
}
