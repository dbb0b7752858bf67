// The window stays at its own page, whatever a script in the page tries.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { NEWEST } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";

/** Ways out of a page, as scripts. `arguments[0]` is the address. */
const WAYS = {
  "another address": "location.href = arguments[0];",
  "another address without an entry in the history": "location.replace(arguments[0]);",
  "a link": pressed("{ href: arguments[0] }"),
  "a link to a new window": pressed('{ href: arguments[0], target: "_blank" }'),
  "a download": pressed('{ href: arguments[0], download: "go.zip" }'),
  "a download of the page's own bytes": pressed('{ href: "data:application/zip,x", download: "go.zip" }'),
  "a new window": "window.open(arguments[0]);",
  "a form": `const form = Object.assign(document.createElement("form"), { action: arguments[0] });
    document.body.append(form);
    form.submit();
    form.remove();`,
  "a refresh": `const meta = Object.assign(document.createElement("meta"), { httpEquiv: "refresh" });
    meta.content = "0; url=" + arguments[0];
    document.head.append(meta);`,
  "a frame": 'document.body.append(Object.assign(document.createElement("iframe"), { src: arguments[0] }));',
  "a request": "fetch(arguments[0]).catch(() => {});",
};

function pressed(link) {
  return `const link = Object.assign(document.createElement("a"), ${link});
    document.body.append(link);
    link.click();
    link.remove();`;
}

story("a script in the page opens no address, no window and no download", { installed: [NEWEST] }, async ({ app, processes }) => {
  const asked = [];
  const elsewhere = createServer((request, response) => {
    asked.push(request.url);
    response.end("<h1>elsewhere</h1>");
  }).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  try {
    const page = await app.open();
    await page.reaches("current");
    const own = await page.driver.execute("return location.href");
    const views = app.webViews().length;
    for (const [index, [name, script]] of Object.entries(WAYS).entries()) {
      await page.driver.execute(script, `http://127.0.0.1:${elsewhere.address().port}/${index}`);
      // an answer of the program comes after what the page asked for before
      await page.press("check-now");
      await page.reaches("current");
      assert.equal(await page.driver.execute("return location.href"), own, name);
    }
    assert.deepEqual(asked, []);
    assert.equal(app.webViews().length, views, JSON.stringify(processes.all()));
  } finally {
    elsewhere.close();
  }
});
