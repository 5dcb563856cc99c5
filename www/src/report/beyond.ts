// What no file can show, and the commands that do, for this very file's images and services.

import type { Kind, Layer, Report, SourceFile } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { beyond, say } from "../strings/beyond.en.ts";
import { copyRow } from "./copy.ts";
import { type Subject, subject } from "./subject.ts";

type Topic = Layer | "daemon";

/** Asked of everybody, however much the file shows. */
const ALWAYS: readonly Topic[] = ["updates", "scanning", "trust", "monitoring"];

const DAEMON = `{
  "live-restore": true,
  "userns-remap": "default",
  "no-new-privileges": true,
  "log-driver": "local",
  "log-opts": { "max-size": "10m", "max-file": "3" }
}`;

/** The commands of one topic. */
export function commands(topic: Topic, { kind, images, services }: Subject): string[] {
  const own = "my-image";
  const named = images.length > 0 ? images : [own];
  // What this file builds can be looked into as well, under the name it gets here.
  const looked = kind === "dockerfile" && images.length > 0 ? [own, ...images] : named;
  const each = (command: (image: string) => string, list = looked) => list.map(command);
  const logs =
    kind === "compose"
      ? (services.length > 0 ? services : ["my-service"]).map((name) => `docker compose logs --tail 100 ${name}`)
      : (services.length > 0 ? services : ["my-container"]).map((name) => `docker logs --tail 100 ${name}`);
  switch (topic) {
    case "updates":
      return [
        "docker version",
        "sudo apt-get update",
        "sudo apt-get install --only-upgrade docker-ce docker-ce-cli containerd.io",
        ...(kind === "dockerfile"
          ? [`docker build --pull --no-cache -t ${own} .`]
          : kind === "compose"
            ? ["docker compose pull", "docker compose build --pull"]
            : each((image) => `docker pull ${image}`)),
      ];
    case "slim":
      return each((image) => `docker history ${image}`);
    case "user":
      return each((image) => `docker image inspect --format '{{.Config.User}}' ${image}`);
    case "limits":
      return each((image) => `docker run --memory 512m --cpus 1 --pids-limit 200 ${image}`, looked.slice(0, 1));
    case "secrets":
      return [
        ...each((image) => `docker history --no-trunc ${image}`),
        ...each((image) => `trivy image --scanners secret ${image}`),
      ];
    case "scanning":
      return [...each((image) => `trivy image ${image}`), ...each((image) => `docker scout cves ${image}`)];
    case "network":
      return ["docker ps --format '{{.Names}}: {{.Ports}}'"];
    case "read-only":
      return each((image) => `docker run --read-only --tmpfs /tmp ${image}`, looked.slice(0, 1));
    case "trust":
      return [
        ...each((image) => `docker buildx imagetools inspect ${image}`, named),
        ...each((image) => `cosign tree ${image}`, named),
        ...each(
          (image) => `cosign verify --certificate-identity WHO --certificate-oidc-issuer ISSUER ${image}`,
          named.slice(0, 1),
        ),
      ];
    case "monitoring":
      return ["docker ps", "docker stats --no-stream", ...logs, "docker events --since 24h --until 0s"];
    case "daemon":
      return [DAEMON, "dockerd-rootless-setuptool.sh install"];
  }
}

/** The whole section; what is open stays open while people type. */
export class BeyondTheFile {
  readonly node = element("section", { class: "beyond", "aria-labelledby": "beyond-title" });
  #known = "";

  update(report: Report, files: readonly SourceFile[]): void {
    const about = subjects(report, files);
    const topics = report.layers
      .filter(({ id, state }) => ALWAYS.includes(id) || state === "not-visible")
      .map(({ id }): Topic => id);
    const known = JSON.stringify([topics, about]);
    if (known === this.#known) return;
    this.#known = known;
    const open = new Set([...this.node.querySelectorAll("details[open]")].map(({ id }) => id));
    this.node.replaceChildren(
      element("h2", { id: "beyond-title" }, say.beyondTitle),
      element("p", { class: "about" }, say.beyondIntroduction(about.images.length === 0)),
      ...[...topics, "daemon" as const].map((topic) => drawer(topic, about, open.has(`beyond-${topic}`))),
    );
  }

  openAll(): void {
    for (const node of this.node.querySelectorAll("details")) node.open = true;
  }
}

/** One question; its commands are made when it's opened. */
function drawer(topic: Topic, about: Subject, open: boolean): HTMLElement {
  const rows = element("div", { class: "commands" });
  const node = element(
    "details",
    { id: `beyond-${topic}`, "data-topic": topic, open },
    element("summary", {}, beyond[topic].title),
    element("p", {}, beyond[topic].text),
    rows,
  );
  const fill = () => rows.childElementCount > 0 || rows.append(...commands(topic, about).map(copyRow));
  if (open) fill();
  node.addEventListener("toggle", fill);
  return node;
}

/** The images and services of all files together. */
function subjects(report: Report, files: readonly SourceFile[]): Subject {
  const each = report.files.map(({ kind }, at) => subject(files[at]?.text ?? "", kind));
  const together = (pick: (one: Subject) => string[]) => [...new Set(each.flatMap(pick))].slice(0, 6);
  const kinds = each.map(({ kind }) => kind);
  const kind: Kind = kinds.find((one) => one === "compose") ?? kinds[0] ?? "dockerfile";
  return { kind, images: together(({ images }) => images), services: together(({ services }) => services) };
}
