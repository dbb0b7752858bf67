// Home: its content, and where its buttons lead.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  assertFits,
  click,
  deeds,
  heading,
  names,
  none,
  open,
  play,
  settled,
  state,
  wordsOf,
  works,
  writeSetting,
} from "../harness.mjs";
import { untranslated } from "./words.mjs";

describe("Home", () => {
  test("updates when the machine changes", async (t) => {
    const page = await open(t, "home-update");
    await page.evaluate(() => {
      const { overview } = window.__upgo.scenario;
      window.__upgo.set({ overview: { ...overview, situation: { kind: "current" }, offer: null } });
    });
    await settled(page);
    assert.equal(await state(page), "current");
    assert.equal(await page.title(), "Upgo: Up to date");
  });

  test("an unanswered check does not spin forever", async (t) => {
    const page = await open(t, "home-stale");
    await page.getByRole("button", { name: "Try again" }).click();
    await settled(page);
    assert.deepEqual(await names(page), ["check"]);
    assert.ok(await page.getByRole("button", { name: "Try again" }).isEnabled());
    assert.equal(await state(page), "stale");
  });

  test("Check now is busy during the check", async (t) => {
    const page = await open(t, "home-current");
    await play(page, "hold", "check");
    await click(page, "check-now");
    await page.getByTestId("check-now").click({ force: true }); // like a user, who does not wait for the button
    assert.deepEqual(await names(page), ["check"]);
    await play(page, "release", "check");
    assert.match(await wordsOf(page, "main"), /Checked just now/);
  });

  test("Undo of the last change on Home shows its plan or runs it", async (t) => {
    const page = await open(t, "home-current");
    await page.getByTestId("was").getByRole("button", { name: "Undo" }).click();
    await settled(page);
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "rollback", id: 7 }]);
  });

  test("the last change is there for a day", async (t) => {
    const page = await open(t, "home-current");
    for (const [at, count] of [["2026-09-01T07:19:00Z", 1], ["2026-09-01T07:17:00Z", 0]]) {
      await page.evaluate((time) => {
        const { overview } = window.__upgo.scenario;
        window.__upgo.set({ overview: { ...overview, lastChange: { ...overview.lastChange, at: time } } });
      }, at);
      await settled(page);
      assert.equal(await page.getByTestId("was").count(), count, at);
    }
    assert.match(await page.getByTestId("change-history").innerText(), /Upgraded from go1\.26\.5 to go1\.27\.1/);
  });

  test("what still runs is not called the Go of before", async (t) => {
    const page = await open(t, "home-current");
    await page.evaluate(() => {
      const { overview } = window.__upgo.scenario;
      window.__upgo.set({ overview: { ...overview, active: { ...overview.active, version: overview.back.version } } });
    });
    await settled(page);
    assert.match(await page.getByTestId("was").innerText(), /^Upgraded from go1\.26\.5 to go1\.27\.1/);
  });

  test("the path of a program that is not Upgo's can be copied", async (t) => {
    const page = await open(t, "home-current-foreign");
    const path = await page.getByTestId("terminal-row").getAttribute("data-details");
    await page.getByTestId("terminal-row").getByRole("button").first().click();
    assert.deepEqual(await deeds(page), [["copy", path]]);
    await none((await open(t, "home-current")).getByTestId("terminal-row"));
  });

  test("has few words", async (t) => {
    for (const [scenario, most] of [["home-current", 60], ["home-update", 90], ["home-update-line", 90], ["home-security", 90], ["working-download", 60]]) {
      const page = await open(t, scenario);
      const text = await page.locator("main").innerText();
      const count = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      assert.ok(count <= most, `${scenario} has ${count} words`);
    }
  });

  test("the sign of a terminal is not read out, and stands before answers only", async (t) => {
    const sign = (page) => page.locator("main h1 [aria-hidden=true]");
    const page = await open(t, "home-current");
    assert.equal(await sign(page).innerText(), "$");
    for (const scenario of ["home-not-asked", "home-unsure", "home-shadowed-unknown", "home-no-go", "failed-digest"])
      await none(sign(await open(t, scenario)));
  });

  test("asks again where no terminal has answered", async (t) => {
    const page = await open(t, "home-not-asked");
    const looks = () => page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "overview").length);
    const before = await looks();
    await click(page, "ask-again");
    assert.equal(await looks(), before + 1);
    await writeSetting(page, "ask-shell", false);
    await page.getByTestId("how-known").getByRole("button", { name: "Open the setting" }).click();
    await page.locator("main[data-place=settings]").waitFor();
  });

  test("a routine plan opens in place, and one that asks something in its dialog", async (t) => {
    const page = await open(t, "home-update-line");
    const line = page.getByTestId("what-will-happen");
    await line.getByRole("button", { name: "What will happen" }).click();
    await line.getByText("6 steps").waitFor();
    assert.equal(await line.getByTestId("plan-step").count(), 6);
    await none(page.getByTestId("plan"));
    await assertAccessible(page);
    await line.getByRole("button", { name: "What will happen" }).click();
    await none(line.getByTestId("plan-step"));
    const asking = await open(t, "plan-upgrade");
    await click(asking, "what-will-happen");
    await asking.getByTestId("plan").waitFor();
    await none(asking.getByTestId("what-will-happen").getByTestId("plan-step"));
  });

  test("what a change has made of the machine is shown together with its end", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "primary-action");
    await works(page);
    await play(page, "hold", "overview");
    await play(page, "finish");
    assert.equal(await state(page), "working", "the machine of before is not called done");
    await play(page, "release", "overview");
    assert.equal(await state(page), "current");
    assert.equal(await heading(page), "$ go version → go1.27.1");
    assert.match(await page.getByTestId("was").innerText(), /Was go1\.26\.6 until today at 09:18/);
  });

  test("Home says that notifications are paused, until they are resumed", async (t) => {
    const page = await open(t, "home-paused");
    assert.match(await page.getByTestId("paused").innerText(), /Notifications are paused until tomorrow at 00:00/);
    await assertAccessible(page);
    await click(page, "resume");
    await none(page.getByTestId("paused"));
    assert.deepEqual(await deeds(page), [["pauseNotifications", null]]);
  });

  test("a pause without an end says so", async (t) => {
    const page = await open(t, "home-paused");
    const overview = await page.evaluate(() => window.__upgo.scenario.overview);
    await play(page, "set", { overview: { ...overview, pausedUntil: "9999-12-30T22:00:00.999999999Z" } });
    await page.getByText("Notifications are paused until you resume them").waitFor();
  });

  test("a warning about a setting says which one", async (t) => {
    const page = await open(t, "home-warning");
    const notice = page.locator("[data-code=UPGO-SETTING-INVALID]");
    assert.match(await notice.innerText(), /settings\.toml.*line 3[^]*channels/);
  });

  test("two things that are left to do are shown at first, and the command that reloads an editor can be copied", async (t) => {
    const page = await open(t, "done-upgrade");
    const rows = page.getByTestId("left-to-do-row");
    assert.equal(await rows.count(), 2);
    await click(page, "left-to-do-more");
    await assertAccessible(page);
    const reload = rows.filter({ hasText: "Reload VS Code" });
    assert.match(await reload.innerText(), /Ctrl\+Shift\+P/);
    await reload.getByRole("button").click();
    assert.deepEqual((await deeds(page)).at(-1), ["copy", "Developer: Reload Window"]);
  });

  test("where another Go still runs after a change, the way that keeps the chosen one comes first", async (t) => {
    const page = await open(t, "done-other");
    await click(page, "primary-action");
    await page.getByRole("dialog", { name: "Put Upgo's Go first", exact: true }).waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "stepAside", root: "C:\\Program Files\\Go" }]);
  });

  test("where no plan mends that, PATH or the variable that selects the other Go is one click away", async (t) => {
    const page = await open(t, "done-other");
    const set = (message) =>
      page.evaluate((words) => {
        const { overview, job } = window.__upgo.scenario;
        const warnings = job.changed.warnings.map((warning) => ({ ...warning, message: words ?? warning.message }));
        window.__upgo.set({ overview: { ...overview, active: { ...overview.active, ways: [] } } });
        window.__upgo.setJob({ ...job, changed: { ...job.changed, warnings } });
      }, message);
    await set(null);
    await page.getByRole("button", { name: "Edit PATH" }).first().click();
    await page.getByRole("tab", { name: "PATH", selected: true }).waitFor();
    await page.keyboard.press("Alt+ArrowLeft");
    await set("a new terminal still runs go1.25.7 instead of go1.27.1, because GOTOOLCHAIN=go1.25.7 selects it");
    await page.getByRole("button", { name: "Edit variables" }).first().click();
    await page.getByRole("tab", { name: "Variables", selected: true }).waitFor();
  });

  test("says which Go the other kind of terminal runs, and where that is", async (t) => {
    const page = await open(t, "home-terminals-differ");
    const row = page.getByTestId("other-terminal-row");
    assert.match(await row.innerText(), /A new login runs go1\.26\.6/);
    assert.match(await row.innerText(), /\/usr\/local\/go/);
  });

  test("Go can be installed where it is unknown which Go new terminals run", async (t) => {
    const page = await open(t, "home-unsure");
    await click(page, "primary-action");
    const request = { kind: "install", from: { kind: "release", version: "go1.27.1" }, then: "use" };
    assert.deepEqual((await deeds(page))[0], ["plan", request]);
  });

  test("the navigation has only existing pages", async (t) => {
    const page = await open(t, "home-current");
    for (const place of await page.locator("nav [data-testid^=nav-]:not([data-testid$=badge])").all()) {
      const name = (await place.innerText()).trim();
      await place.click();
      await settled(page);
      assert.equal(await heading(page), name === "Home" ? "$ go version → go1.27.1" : name);
    }
  });

  test("says no sentence twice", async (t) => {
    for (const lang of ["en", "zh-CN"]) {
      for (const scenario of ["home-error", "home-have-go", "working-after-switch", "done-path", "failed-digest"]) {
        const page = await open(t, scenario, { lang });
        const said = await page
          .locator("main :is(h1, h2, .hero p, .row .text, .row .second)")
          .evaluateAll((parts) => parts.map((part) => part.innerText));
        const sentences = said.flatMap((text) => text.split(/(?<=\.) +|(?<=。)|\n/)).filter((text) => /[.。]$/.test(text));
        assert.ok(sentences.length > 1, scenario);
        assert.deepEqual([...new Set(sentences)], sentences, scenario);
      }
    }
  });

  test("a failed first overview says what to do and can be tried again", async (t) => {
    const page = await open(t, "home-error");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-HOME-DAMAGED/);
    await page.evaluate(() => window.__upgo.set({ problems: {} }));
    await settled(page);
    assert.equal(await state(page), "current");
  });

  test("clicking a toast opens a plan, which waits for confirmation", async (t) => {
    const page = await open(t, "plan-from-toast");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await names(page), ["plan"]);
  });

  test("the tray opens a page", async (t) => {
    const page = await open(t, "home-current");
    await play(page, "navigate", "history");
    assert.equal(await page.locator("main").getAttribute("data-place"), "history");
  });

  for (const [scenario, expected] of [
    ["home-security", "security"],
    ["home-no-go", "no-go"],
    ["home-shadowed", "shadowed"],
    ["working-download", "working"],
    ["failed-digest", "failed"],
  ]) {
    test(`a window that opens onto ${scenario} shows nothing else before`, async (t) => {
      const page = await open(t, scenario, { own: true });
      await page.addInitScript(() => {
        window.shown = [];
        new MutationObserver(() => {
          const { state } = document.querySelector("[data-testid=home-state]")?.dataset ?? {};
          if (state && state !== window.shown.at(-1)) window.shown.push(state);
        }).observe(document, { attributes: true, childList: true, subtree: true });
      });
      await page.reload();
      await page.waitForFunction(() => window.__upgo?.calls.some(({ name }) => name === "followQueue"));
      await settled(page);
      assert.deepEqual(await page.evaluate(() => window.shown), [expected]);
    });
  }
});

describe("a window that opens at another place", () => {
  test("shows nothing else before", async (t) => {
    const page = await open(t, "home-current", { own: true });
    await page.addInitScript(() => {
      let mock;
      Object.defineProperty(window, "__upgo", {
        get: () => mock,
        set: (made) => {
          made.scenario.opensAt = { ...made.scenario.opensAt, place: "history" };
          mock = made;
        },
      });
      window.shown = [];
      new MutationObserver(() => {
        const main = document.querySelector("main");
        const place = main?.querySelector("h1") && main.dataset.place;
        if (main && place !== window.shown.at(-1)) window.shown.push(place);
      }).observe(document, { attributes: true, childList: true, subtree: true });
    });
    await page.reload();
    await page.waitForFunction(() => window.__upgo?.calls.some(({ name }) => name === "followQueue"));
    await settled(page);
    assert.deepEqual(await page.evaluate(() => window.shown), ["history"]);
    await page.keyboard.press("Alt+ArrowLeft");
    await page.locator("main[data-place=home]").waitFor();
  });

  for (const call of ["ready", "overview"]) {
    test(`shows what was requested last, even if that was during the call of ${call}`, async (t) => {
      const page = await open(t, "home-current", { own: true });
      await page.addInitScript((during) => {
        let mock;
        Object.defineProperty(window, "__upgo", {
          get: () => mock,
          set: (made) => {
            mock = made;
            const heard = made.heard.bind(made);
            made.heard = async (name, args) => {
              await heard(name, args);
              if (name !== during) return;
              if (name !== "ready") await new Promise((goOn) => setTimeout(goOn)); // "ready" is answered by then
              made.navigate("versions");
            };
          },
        });
      }, call);
      await page.reload();
      await page.waitForFunction(() => window.__upgo?.calls.some(({ name }) => name === "doctor"));
      await settled(page); // the doctor is asked after the window has opened
      assert.equal(await page.locator("main").getAttribute("data-place"), "versions");
    });
  }
});

describe("Home without a Go", () => {
  const places = (page) => page.getByTestId("place-row");

  test("names every place that was searched, and what was there", async (t) => {
    const page = await open(t, "home-no-go");
    await page.getByRole("button", { name: "Show details of Searched 14 places and found no Go" }).click();
    assert.equal(await places(page).count(), 14, "as many as it says");
    const said = await places(page).allInnerTexts();
    assert.match(said[0], /C:\\Windows\\system32[^]*PATH[^]*No Go here/);
    assert.match(said[3], /C:\\Program Files\\Go[^]*Go installer \(MSI\)[^]*Folder missing/);
    await assertAccessible(page);
  });

  test("offers no second try before the first has ended", async (t) => {
    const page = await open(t, "home-no-go-looking");
    const install = page.getByTestId("primary-action");
    assert.match(await install.innerText(), /Install Go/);
    assert.equal(await install.getAttribute("aria-busy"), "true");
    await none(page.getByTestId("check-now"));
    const unreached = await open(t, "home-no-go-unknown");
    assert.match(await unreached.getByTestId("check-now").innerText(), /Try again/);
  });

  test("says which place has a Go that no terminal finds", async (t) => {
    const page = await open(t, "home-no-go-elsewhere");
    await page.getByRole("button", { name: "Show details of Searched 14 places", exact: true }).click();
    const found = places(page).filter({ hasText: "go1.26.5" });
    assert.equal(await found.getAttribute("data-path"), "C:\\Users\\mei\\sdk");
    await found.getByRole("button", { name: "Open versions" }).click();
    await page.locator("main[data-place=versions]").waitFor();
  });
});

describe("Home if another Go comes first", () => {
  const root = "C:\\Program Files\\Go";
  const ways = [
    ["Put Upgo's Go first", { kind: "stepAside", root }],
    ["Let Upgo manage go1.25.7", { kind: "adopt", root, removeOld: false }],
    ["Keep the machine-wide Go", { kind: "keepSystem" }],
  ];

  for (const [name, request] of ways) {
    test(`${name}: its plan is shown, and nothing is started`, async (t) => {
      const page = await open(t, "home-shadowed");
      await page.getByRole("radio", { name, exact: true }).check();
      await click(page, "primary-action");
      await page.getByRole("dialog", { name, exact: true }).waitFor();
      assert.deepEqual(await deeds(page), [["plan", request]]);
      await assertAccessible(page);
      await page.setViewportSize({ width: 480, height: 688 });
      await settled(page);
      await assertFits(page);
    });
  }

  test("the first way is selected and recommended, and arrows move between them", async (t) => {
    const page = await open(t, "home-shadowed");
    const first = page.getByRole("radio", { name: ways[0][0] });
    assert.ok(await first.isChecked());
    assert.match(await page.getByTestId("shadow-choice").first().innerText(), /Recommended/);
    await first.focus();
    await page.keyboard.press("ArrowDown");
    assert.ok(await page.getByRole("radio", { name: ways[1][0] }).isChecked());
  });

  test("the plan marks the step with an admin prompt, the summary mentions it once, and the button has the shield", async (t) => {
    const page = await open(t, "home-shadowed");
    await page.getByRole("radio", { name: ways[1][0] }).check();
    await click(page, "primary-action");
    const plan = page.getByTestId("plan");
    await plan.waitFor();
    const admin = plan.getByTestId("plan-step").filter({ hasText: "Admin prompt" });
    assert.deepEqual(await admin.evaluateAll((steps) => steps.map((step) => step.dataset.state)), ["uninstallSystem"]);
    assert.match(await page.getByTestId("plan-sum").innerText(), /one admin prompt/);
    assert.doesNotMatch(await plan.innerText(), /PATH does not change/, "the installer edits it");
    assert.equal(await page.getByTestId("plan-apply").locator("svg").count(), 1);
  });

  test("Why this Go? opens the answer", async (t) => {
    const page = await open(t, "home-shadowed");
    await click(page, "why-this-go");
    await page.getByTestId("why-answer").waitFor();
  });

  test("a Go that Upgo cannot handle is reported, and the search order can be copied", async (t) => {
    const page = await open(t, "home-shadowed-unknown");
    await none(page.getByTestId("primary-action"));
    await click(page, "problem-copy");
    assert.match((await deeds(page)).at(-1)[1], /go1\.27\.1/);
    await click(page, "edit-path");
    await page.getByRole("tab", { name: "PATH", selected: true }).waitFor();
  });

  test("is all Chinese, with its plan", async (t) => {
    const page = await open(t, "home-shadowed", { lang: "zh-CN" });
    await click(page, "primary-action");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await untranslated(page), []);
  });
});
