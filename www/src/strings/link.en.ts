// The words about a link that carried files here.

export const link = {
  opened: "Opened from the link.",
  later: "This link comes from a newer Cozydock than this one. Reload the page for the newest, and open the link again.",
  broken: "This link has lost something on its way, so I couldn't open it. Ask for it again; your own text is as you left it.",
} as const;
