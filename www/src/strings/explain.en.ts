// The words of the panel that explains a line.

import type { Layer } from "../../../pkg/cozydock.js";

export const explain = {
  title: "What this says",
  close: "Close the explanation",
  path: "From the outside in",
  layer: "Touches the layer ",
  nothing: "Nothing to explain right here. Put the cursor on an instruction, a key or a command.",
  layers: {
    updates: "Updates",
    slim: "Slim images",
    user: "Not root",
    limits: "Limits",
    secrets: "Secrets",
    scanning: "Scanning",
    network: "Network",
    "read-only": "Read-only",
    trust: "Trust",
    monitoring: "Keeping an eye on things",
  } satisfies Record<Layer, string>,
} as const;
