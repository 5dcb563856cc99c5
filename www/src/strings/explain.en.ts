// The words of the panel that explains a line.

export const explain = {
  title: "What this says",
  close: "Close the explanation",
  path: "From the outside in",
  layer: "Touches the layer ",
  nothing: "Nothing to explain right here. Put the cursor on an instruction, a key or a command.",
} as const;
