declare module "virtual:texts" {
  /** Fetches the texts, or unpacks them where they are in the page already. */
  export function loadTextsFile(): Promise<import("./texts.ts").TextsFile>;
}

declare module "virtual:lessons" {
  export const lessons: import("./classroom/lesson.ts").Lesson[];
  /** What the rules of the lessons are called, by their ids. */
  export const titles: Record<string, string>;
}

declare module "virtual:worker-text" {
  /** The worker as a classic script. */
  const text: string;
  export default text;
}

declare module "virtual:widget/engine" {
  export const openDesk: typeof import("./widget/engine.ts").openDesk;
}

declare module "virtual:widget/panel" {
  export const createPanel: typeof import("./widget/panel.ts").createPanel;
}

/** True in the build of the widget that is no module. */
declare const WIDGET_CLASSIC: boolean;
