// The colors chosen on an earlier visit, before anything is painted (see src/theme.ts).
try {
  const theme = localStorage.getItem("cozydock:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Where storage is forbidden, the system's colors do.
}
