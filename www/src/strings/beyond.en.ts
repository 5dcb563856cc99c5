// The English words of what no file can show.

import type { Layer } from "../../../pkg/cozydock.js";

export const say = {
  beyondTitle: "What a file can't show",
  beyondIntroduction: (placeholder: boolean) =>
    placeholder
      ? "These need a look at the machine itself. Put your image's name where it says my-image."
      : "These need a look at the machine itself. The commands name what I read in your file.",
  copy: "Copy",
  copied: "Copied",
  copyByHand: "Press Ctrl+C",
};

/** The question behind each group of commands that answers what no file can. */
export const beyond: Record<Layer | "daemon", { title: string; text: string }> = {
  updates: {
    title: "Is the engine up to date?",
    text: "Like the phone that keeps asking: the engine's updates carry its security fixes, and so do fresh builds on fresh base images.",
  },
  slim: {
    title: "How heavy are the images?",
    text: "This file doesn't say what's inside the images. Their size and their layers tell a good deal.",
  },
  user: {
    title: "Who are they when they run?",
    text: "The user is often set inside the image. An empty answer means root.",
  },
  limits: {
    title: "Where does the candy store close?",
    text: "Memory, CPU and process limits are set when a container starts, not in this file.",
  },
  secrets: {
    title: "Did a password slip into an image?",
    text: "Build steps stay readable in an image's history, and a scanner finds keys in its files.",
  },
  scanning: {
    title: "Has anyone scanned the images?",
    text: "New flaws in old packages turn up every week. A scanner knows what was found since the image was built.",
  },
  network: {
    title: "Which doors are open?",
    text: "Ports are published when a container starts. This lists what each one shows, and to whom.",
  },
  "read-only": {
    title: "Can anyone scribble on it?",
    text: "A read-only filesystem is chosen when a container starts. The app gets a scratch folder in memory.",
  },
  trust: {
    title: "Is it really theirs?",
    text: "A digest names one exact image for good. A signature says who made it; the publisher's page says whose name and which issuer to expect.",
  },
  monitoring: {
    title: "Is anyone looking round the house before bed?",
    text: "What runs right now, what it uses, what it says, and what happened in the last day.",
  },
  daemon: {
    title: "How is the engine itself set up?",
    text: "In /etc/docker/daemon.json: containers survive an engine update, root in a container is a nobody outside, no program gains rights on the way, and logs can't fill the disk. Try it on a test machine first: userns-remap hides the images and volumes that are there. On a machine of your own, rootless mode goes further still.",
  },
};
