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
