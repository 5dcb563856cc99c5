import { defineConfig } from "vitepress";

export default defineConfig({
  title: "A cozy harbor",
  lang: "en",
  // The tag is an element of the page, no component of Vue's.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "cozy-dock" } } },
  markdown: { lineNumbers: true },
  themeConfig: { nav: [{ text: "Home", link: "/" }, { text: "Second", link: "/second" }] },
});
