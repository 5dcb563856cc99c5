// Code blocks as the generators of documentation write them: each is read as its author wrote it.

import type { CozyDock } from "../../src/widget/cozy-dock.ts";
import { expect, MODULE, test } from "./host-page.ts";

const TEXT = 'FROM node:16\nUSER root\n\nCMD ["node"]\n';
/** The lines of `TEXT` as HTML. */
const [ONE, TWO, , FOUR] = ["FROM node:16", "<b>USER</b> root", "", 'CMD [<i>"node"</i>]'];

const BLOCKS: Record<string, string> = {
  "plain Markdown": `<pre><code class="language-dockerfile">${ONE}\n${TWO}\n\n${FOUR}\n</code></pre>`,
  "MkDocs Material": `<div class="language-dockerfile highlight cozy-dock"><span class="filename">Dockerfile</span><pre><span></span><code><span id="__span-0-1"><a href="#0-1"></a>${ONE}
</span><span id="__span-0-2"><a href="#0-2"></a>${TWO}
</span><span id="__span-0-3">
</span><span id="__span-0-4">${FOUR}<aside class="md-annotation" tabindex="0"><a class="md-annotation__index"><span data-md-annotation-id="1"></span></a></aside>
</span></code><nav class="md-code__nav"><button class="md-code__button" title="Copy"></button></nav></pre></div>`,
  "Pygments with a table of numbers": `<div class="language-dockerfile highlight"><table class="highlighttable"><tbody><tr><th colspan="2" class="filename"><span class="filename">Dockerfile</span></th></tr><tr><td class="linenos"><div class="linenodiv"><pre><span></span><span class="normal">1</span>
<span class="normal">2</span></pre></div></td><td class="code"><div><pre><span></span><code><span class="hll">${ONE}
</span>${TWO}

${FOUR}
</code></pre></div></td></tr></tbody></table></div>`,
  "Sphinx": `<div class="literal-block-wrapper docutils container" id="id1"><div class="code-block-caption"><span class="caption-text">Dockerfile</span><a class="headerlink" href="#id1">¶</a></div>
<div class="cozy-dock highlight-dockerfile notranslate"><div class="highlight"><pre><span></span><span class="linenos">1</span>${ONE}
<span class="hll"><span class="linenos">2</span>${TWO}
</span><span class="linenos">3</span>
<span class="linenos">4</span>${FOUR}
</pre></div>
</div>
</div>`,
  "VitePress": `<div class="language-dockerfile vp-adaptive-theme line-numbers-mode"><button title="Copy Code" class="copy"></button><span class="lang">dockerfile</span><pre class="shiki shiki-themes vp-code" tabindex="0"><code><span class="line"><span>${ONE}</span></span>
<span class="line"><span>${TWO}</span></span>
<span class="line diff remove"><span>RUN gone</span></span><span class="line"></span>
<span class="line"><span>${FOUR}</span></span></code></pre><div class="line-numbers-wrapper" aria-hidden="true"><span class="line-number">1</span><br></div></div>`,
  "Starlight": `<div class="expressive-code"><figure class="frame has-title"><figcaption class="header"><span class="title">Dockerfile</span></figcaption><pre data-language="dockerfile"><code><div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div class="code"><span>${ONE}</span></div></div><div class="ec-line"><div class="code"><span>${TWO}</span></div></div><div class="ec-line"><div class="code">
</div></div><div class="ec-line"><div class="code"><span>${FOUR}</span></div></div></code></pre><div class="copy"><div aria-live="polite"></div><button title="Copy to clipboard"><div></div></button></div></figure></div>`,
  "Docusaurus": `<div class="language-dockerfile codeBlockContainer_Ckt0 theme-code-block"><div class="codeBlockTitle_Ktv7">Dockerfile</div><div class="codeBlockContent_biex"><pre tabindex="0" class="prism-code language-dockerfile codeBlock_bY9V"><code class="codeBlockLines_e6Vv"><span class="token-line"><span class="codeLineNumber_Tfdd"></span><span class="token plain">${ONE}</span><br></span><span class="token-line"><span class="token plain">${TWO}</span><br></span><span class="token-line"><span class="token plain" style="display:inline-block"></span><br></span><span class="token-line"><span class="token plain">${FOUR}</span><br></span></code></pre><div class="buttonGroup__atx"><button type="button" aria-label="Copy code"></button></div></div></div>`,
  "Hugo": `<div class="highlight"><pre tabindex="0" class="chroma"><code class="language-dockerfile" data-lang="dockerfile"><span class="line"><span class="ln">1</span><span class="cl">${ONE}
</span></span><span class="line hl"><span class="ln">2</span><span class="cl">${TWO}
</span></span><span class="line"><span class="ln">3</span><span class="cl">
</span></span><span class="line"><span class="ln">4</span><span class="cl">${FOUR}
</span></span></code></pre></div>`,
  "Hugo with a table of numbers": `<div class="highlight"><div class="chroma"><table class="lntable"><tr><td class="lntd"><pre tabindex="0" class="chroma"><code><span class="lnt">1
</span><span class="lnt">2
</span></code></pre></td><td class="lntd"><pre tabindex="0" class="chroma"><code class="language-dockerfile" data-lang="dockerfile"><span class="line"><span class="cl">${ONE}
</span></span><span class="line"><span class="cl">${TWO}
</span></span><span class="line"><span class="cl">
</span></span><span class="line"><span class="cl">${FOUR}
</span></span></code></pre></td></tr></table></div></div>`,
  "Jekyll": `<div class="language-dockerfile highlighter-rouge"><div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1
2
</pre></td><td class="rouge-code"><pre>${ONE}
${TWO}

${FOUR}
</pre></td></tr></tbody></table></code></pre></div></div>`,
};

const NAMED = /filename|caption-text|"title"|codeBlockTitle/;

for (const [generator, html] of Object.entries(BLOCKS)) {
  test(`${generator}: the text, the kind, and the place of a widget`, async ({ host }) => {
    // Marked, found by auto mode, and pointed at: the same block each time, and one widget.
    await host.open({ head: `${MODULE}<script data-cozy-auto></script>`, body: `${html}<p>After it.</p>` });
    await expect(host.docks).toHaveCount(1);
    await expect(host.words()).toHaveText(/things to know/);
    expect(await host.page.evaluate(() => document.querySelector("cozy-dock + p") !== null || document.querySelector("cozy-dock")!.parentElement!.nextElementSibling?.localName === "p")).toBe(true);
    const seen = await host.docks.evaluate((dock: CozyDock) => ({ text: dock.value, files: dock.report?.files }));
    expect(seen).toEqual({ text: TEXT, files: [{ name: NAMED.test(html) ? "Dockerfile" : seen.files![0]!.name, kind: "dockerfile", ok: true }] });

    await host.open({ body: `${html}<p><cozy-dock for="prev"></cozy-dock></p>` });
    await expect(host.docks).toHaveCount(1);
    await expect(host.words()).toHaveText(/things to know/);
    expect(await host.docks.evaluate((dock: CozyDock) => dock.value)).toBe(TEXT);

    const panel = await host.explain();
    await panel.locator(".finding[data-rule='runs-as-root'] > .row .place").first().click();
    expect((await host.page.evaluate(() => getSelection()?.toString()))?.trim()).toBe("root");
  });
}

test("prompts and what a command printed are no part of it", async ({ host }) => {
  await host.open({
    body: `<div class="highlight-console"><div class="highlight"><pre><span class="gp">$ </span>docker run --privileged redis
<span class="go">Unable to find image</span>
</pre></div></div><cozy-dock for="prev"></cozy-dock>`,
  });
  await expect(host.words()).toHaveText(/things to know/);
  expect(await host.docks.evaluate((dock: CozyDock) => [dock.value.trim(), dock.report?.files[0]?.kind])).toEqual([
    "docker run --privileged redis",
    "docker-run",
  ]);
});
