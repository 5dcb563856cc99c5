import Theme from "vitepress/theme";

export default {
  extends: Theme,
  // Importing it is safe where pages are built without a browser.
  setup: () => void import("cozydock/embed"),
};
