import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { env } from "node:process";

// Where the scripts are written; another folder where they are only compared with those that are there.
const FOLDER = env.BUNDLES || "../ics_graph/explorer/static";
const DRAWING = resolve("src/picture/draw.js");
const bundled = new Set();

// A module that nobody imports would be left out in silence, with all that it listens to.
const everyModule = (last) => ({
  name: "every-module",
  buildEnd() {
    for (const id of this.getModuleIds()) {
      bundled.add(id);
    }
    for (const name of last ? readdirSync("src", { recursive: true }) : []) {
      if (name.endsWith(".js") && !bundled.has(resolve("src", name))) {
        this.warn(`src/${name} is in no bundle: no module imports it`);
      }
    }
  },
});

// What the checker of types and a reader of the source read is nothing to a browser;
// and a page carries its scripts whole.
const withoutComments = {
  name: "without-comments",
  renderChunk: (code) => ({
    code: code.replace(/^[ \t]*\/\*(?! Made from)(?:(?!\*\/)[^])*\*\/\n/gm, ""),
    map: null,
  }),
};

// Scripts for the page, readable and the same to the byte wherever they are made.
const script = (input, name, file, last, options) => ({
  input,
  plugins: [everyModule(last), withoutComments],
  // Imports that run in a circle are a warning, too.
  onwarn(warning) {
    throw new Error(warning.message);
  },
  output: {
    banner: "/* Made from page/src by scripts/bundle: change it there. */",
    file: join(FOLDER, file),
    format: "iife",
    name,
    generatedCode: "es2015",
    ...options.output,
  },
  ...options.input,
});

// The drawing is a script of its own: the page and the command line run the very same.
export default [
  script(relative(".", DRAWING), "picture", "picture.js", false, {}),
  script("src/main.js", "explorer", "explorer.js", true, {
    input: { external: (id, from) => from !== undefined && resolve(from, "..", id) === DRAWING },
    output: { globals: { [DRAWING]: "picture" } },
  }),
];
