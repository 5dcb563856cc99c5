// `embed.classic.js`: the same for pages that can't load modules by a tag. It leaves no global.

import "./embed.ts";
