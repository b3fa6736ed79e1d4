import { readdirSync } from "node:fs";
import { resolve } from "node:path";

// A module that nobody imports would be left out in silence, with all that it listens to.
const everyModule = {
  name: "every-module",
  buildEnd() {
    const bundled = new Set(this.getModuleIds());
    for (const name of readdirSync("src")) {
      if (name.endsWith(".js") && !bundled.has(resolve("src", name))) {
        this.warn(`src/${name} is in no bundle: no module imports it`);
      }
    }
  },
};

// One script for the page, readable and the same to the byte wherever it is made.
export default {
  input: "src/main.js",
  plugins: [everyModule],
  // Imports that run in a circle are a warning, too.
  onwarn(warning) {
    throw new Error(warning.message);
  },
  output: {
    banner: "/* Made from page/src by scripts/bundle: change it there. */",
    file: "../ics_graph/explorer/static/explorer.js",
    format: "iife",
    name: "explorer",
    generatedCode: "es2015",
  },
};
