declare module "virtual:texts" {
  const url: string;
  export default url;
}

declare module "virtual:widget/engine" {
  export const openDesk: typeof import("./widget/engine.ts").openDesk;
}

declare module "virtual:widget/panel" {
  export const createPanel: typeof import("./widget/panel.ts").createPanel;
}

/** True in the build of the widget that is no module. */
declare const WIDGET_CLASSIC: boolean;
