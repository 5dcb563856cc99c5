// Light, dark, or as the system has it; the choice is kept on the device. `public/theme.js` puts a
// kept choice to work before the page is painted.

const KEY = "cozydock:theme";

export function startThemes(): void {
  const { dataset } = document.documentElement;
  for (const choice of document.querySelectorAll<HTMLInputElement>('input[name="theme"]')) {
    choice.checked = choice.value === (dataset["theme"] ?? "system");
    choice.addEventListener("change", () => {
      if (choice.value === "system") delete dataset["theme"];
      else dataset["theme"] = choice.value;
      try {
        if (choice.value === "system") localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, choice.value);
      } catch {
        // Where storage is forbidden, the choice holds for this visit.
      }
    });
  }
}
