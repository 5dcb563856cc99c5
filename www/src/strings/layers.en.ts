// What the layers are called, wherever they are named.

import type { Layer } from "../../../pkg/cozydock.js";

export const layerNames: Record<Layer, string> = {
  updates: "Updates",
  slim: "Slim images",
  user: "Not root",
  limits: "Limits",
  secrets: "Secrets",
  scanning: "Scanning",
  network: "Network",
  "read-only": "Read-only",
  trust: "Trust",
  monitoring: "Monitoring",
};
