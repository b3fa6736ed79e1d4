import js from "@eslint/js";
import stylistic from "@stylistic/eslint-plugin";

// What the page takes from the browser, and from vis-network. No more, so that the name of a module's function that was
// not imported, such as "close", is never taken for the window's.
const GLOBALS = [
  "Blob",
  "DOMParser",
  "Image",
  "Path2D",
  "ResizeObserver",
  "URL",
  "URLSearchParams",
  "XMLSerializer",
  "document",
  "fetch",
  "getComputedStyle",
  "history",
  "location",
  "navigator",
  "performance",
  "setTimeout",
  "vis",
  "window",
];

export default [
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { "@stylistic": stylistic },
    rules: {
      "@stylistic/max-len": ["error", { code: 120, ignoreRegExpLiterals: true, ignoreStrings: false }],
      "@stylistic/max-statements-per-line": "error",
      curly: "error",
      eqeqeq: "error",
      "max-lines": ["error", 250],
      "no-duplicate-imports": "error",
      "no-implicit-globals": "error",
      "no-param-reassign": "error",
      "no-var": "error",
      "one-var": ["error", "never"],
      "prefer-const": "error",
      "sort-imports": ["error", { ignoreDeclarationSort: true, ignoreCase: false }],
    },
  },
  {
    files: ["src/**"],
    languageOptions: { globals: Object.fromEntries(GLOBALS.map((name) => [name, "readonly"])) },
  },
];
