import { compose, dockerfile } from "./files.ts";
import { type Cozydock, expect, expected, test } from "./page.ts";

/** Puts `code` before the worker's own. */
async function sabotage({ page }: Cozydock, code: string): Promise<void> {
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}

const onText = (word: string, then: string) => `
  self.addEventListener("message", (event) => {
    if (event.data.files?.[0].text.includes("${word}")) { event.stopImmediatePropagation(); ${then} }
  });`;

test.describe("broken on purpose", () => {
  test.use({ allowed: /unreachable|trap|out of the blue|ERR_|Failed to load|404|500/ });

  for (const [name, then, words] of [
    ["hangs", "for (;;);", "took too long"],
    ["throws", 'throw new Error("out of the blue");', "stumbled"],
    ["reports a trap", 'postMessage({ type: "failure", message: "unreachable" });', "stumbled"],
  ] as const) {
    test(`an engine that ${name} is replaced, and the text stays`, async ({ cozydock }) => {
      await sabotage(cozydock, onText("sabotage", then));
      await cozydock.open();
      await cozydock.paste(dockerfile);
      await cozydock.holds(expected(dockerfile).findings.length);

      const bad = `${dockerfile}# sabotage\n`;
      await cozydock.paste(bad);
      await expect(cozydock.trouble).toContainText(words);
      await expect(cozydock.trouble).toHaveAttribute("role", "alert");
      expect(await cozydock.text()).toBe(bad);

      await cozydock.paste(compose);
      await expect(cozydock.trouble).toHaveText("");
      await cozydock.holds(expected(compose).findings.length);
    });
  }

  test("typing goes on while the engine hangs", async ({ cozydock }) => {
    await sabotage(cozydock, onText("sabotage", "for (;;);"));
    await cozydock.open();
    await cozydock.paste("# sabotage\n");
    await cozydock.box.press("Control+End");
    await cozydock.box.pressSequentially("FROM no");
    expect(await cozydock.text()).toBe("# sabotage\nFROM no");
    await cozydock.paste(dockerfile);
    await cozydock.holds(expected(dockerfile).findings.length);
  });

  test("a worker that can't start gives way to the engine in the page", async ({ cozydock }) => {
    await sabotage(cozydock, 'throw new Error("out of the blue");');
    await cozydock.open();
    await cozydock.paste(dockerfile);
    await cozydock.holds(expected(dockerfile).findings.length);
  });

  test("without its WebAssembly the page says so and keeps the text", async ({ cozydock, url }) => {
    await cozydock.page.route("**/*.wasm", (route) => route.fulfill({ body: "no wasm at all" }));
    await cozydock.page.goto(url);
    await cozydock.paste(dockerfile);
    await expect(cozydock.trouble).toContainText("couldn't start");
    expect(await cozydock.text()).toBe(dockerfile);
  });

  test("without its texts the page still shows the findings", async ({ cozydock }) => {
    await cozydock.page.route("**/*.json", (route) => route.abort());
    await cozydock.open();
    await expect(cozydock.note).toContainText("explanations couldn't be loaded");
    await cozydock.paste(dockerfile);
    await cozydock.holds(expected(dockerfile).findings.length);
  });
});

test("a crash after the network has gone is mended all the same", async ({ cozydock }) => {
  await cozydock.page.addInitScript(() => {
    const kept: Worker[] = [];
    Object.assign(globalThis, { kept });
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        kept.push(this);
      }
    };
  });
  await cozydock.open();
  // Only the network goes; what the browser has in its cache may still be used.
  await cozydock.page.context().setOffline(true);
  await cozydock.page.evaluate(() =>
    (globalThis as unknown as { kept: Worker[] }).kept[0]?.dispatchEvent(
      new ErrorEvent("error", { message: "out of the blue" }),
    ),
  );
  await cozydock.paste(dockerfile);
  await cozydock.holds(expected(dockerfile).findings.length);
  const workers = await cozydock.page.evaluate(
    () => (globalThis as unknown as { kept: Worker[] }).kept.length,
  );
  expect(workers).toBe(2);
});

test("everything is asked for on loading, and each thing once", async ({ cozydock }) => {
  await cozydock.open();
  const names = cozydock.requests.map((address) => new URL(address).pathname.split("/").at(-1));
  expect(names.filter((name) => /\.wasm$/.test(name ?? ""))).toHaveLength(1);
  expect(new Set(names).size).toBe(names.length);
});
