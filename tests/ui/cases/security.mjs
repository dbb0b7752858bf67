// Known vulnerabilities, the proof of a toolchain's origin, and the state of its files.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  COLOURS,
  assertAccessible,
  assertFits,
  click,
  deeds,
  focused,
  names,
  none,
  open,
  openAt,
  play,
  settled,
  state,
  wordsOf,
  works,
} from "../harness.mjs";
import { leftInEnglish, untranslated } from "./words.mjs";

/** Checks an open part: it is accessible in every theme, fits every width, and is completely Chinese. */
async function assertSound(page) {
  await assertAccessible(page);
  await play(page, "writeSetting", "theme", "dark");
  await play(page, "changed");
  await assertAccessible(page, COLOURS);
  await page.emulateMedia({ forcedColors: "active" });
  await assertAccessible(page, COLOURS);
  await page.emulateMedia({ forcedColors: "none" });
  await play(page, "writeSetting", "language", "zh-CN");
  await play(page, "changed");
  await page.locator("html[lang=zh-CN]").waitFor();
  assert.deepEqual(await untranslated(page, { live: true }), []);
  assert.deepEqual(await leftInEnglish(page), []);
  for (const width of [1040, 760, 480]) {
    await page.setViewportSize({ width, height: 688 });
    await settled(page);
    await assertFits(page);
  }
}

const texts = (locator) => locator.evaluateAll((all) => all.map((each) => each.innerText.replace(/\s+/g, " ").trim()));

describe("known vulnerabilities on Home", () => {
  const rows = (page) => page.getByTestId("advisory-row");
  const ids = (page) => rows(page).evaluateAll((all) => all.map((row) => row.dataset.id));
  const reasons = (page) => texts(page.locator("[data-testid=why-row] > .line"));

  test("the newest are listed, the others on request", async (t) => {
    const page = await open(t, "home-security");
    assert.deepEqual(await ids(page), ["GO-2026-6218", "GO-2026-6180"]);
    assert.match(await rows(page).first().innerText(), /net\/url\s+Avoid quadratic complexity in resolvePath in net\/url/);
    await page.getByTestId("advisories-more").press("Enter");
    await settled(page);
    const all = await ids(page);
    assert.equal(all.length, 10);
    assert.deepEqual(all, [...all].sort().reverse(), "the newest first");
    assert.equal(await focused(page), `button:Show details of ${all[2]}`, "the focus is where the list ended before");
    await none(page.getByTestId("advisories-more"));
    await assertSound(page);
  });

  test("a vulnerability shows its details and opens its page", async (t) => {
    const page = await open(t, "home-security");
    await page.getByRole("button", { name: "Show details of GO-2026-6218" }).click();
    const details = await wordsOf(page, "[data-testid=advisory-details]");
    for (const known of ["URL.Parse, URL.ResolveReference", "Fixed in Go 1.26 go1.26.6", "CVE-2026-56860", "13 August 2026"])
      assert.ok(details.includes(known), `no “${known}” in ${details}`);
    await click(page, "advisory-link");
    assert.deepEqual(await deeds(page), [["openLink", { kind: "advisory", id: "GO-2026-6218" }]]);
    await assertSound(page);
  });

  test("a vulnerability without a fix says so", async (t) => {
    const page = await open(t, "home-security-some");
    await page.getByRole("button", { name: "Show details of GO-2026-6218" }).click();
    assert.match(
      await wordsOf(page, "[data-testid=advisory-details]"),
      /Fixed in Go 1\.26 Not fixed in this line First fixed in Not fixed yet/,
    );
  });

  test("the list can be collapsed, and starts collapsed in a small window", async (t) => {
    const page = await open(t, "home-security");
    await page.getByRole("button", { name: "Hide details of 10 known vulnerabilities in go1.26.5" }).click();
    await none(rows(page));
    const narrow = await open(t, "home-security", { width: 480 });
    await none(rows(narrow));
    assert.match((await reasons(narrow))[0], /net\/url, cmd\/go and \d more/);
    await assertFits(narrow);
    await narrow.getByRole("button", { name: /^Show details of 10/ }).click();
    assert.equal(await rows(narrow).count(), 2);
    await assertFits(narrow);
  });

  test("they are one tab stop, and arrows move between them", async (t) => {
    const page = await open(t, "home-security");
    await page.getByRole("button", { name: "Show details of GO-2026-6218" }).focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "button:Show details of GO-2026-6180");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.match(await wordsOf(page, "[data-testid=advisory-details]"), /The go command/);
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /Release notes/);
  });

  test("come before the end of support, which comes before the notes", async (t) => {
    const page = await open(t, "home-security");
    await page.evaluate(() => {
      const { overview } = window.__upgo.scenario;
      const support = { supported: false, line: "1.26", ends: null, endedOn: "2026-08-19" };
      window.__upgo.set({ overview: { ...overview, support } });
    });
    await settled(page);
    const [vulnerabilities, support, notes] = await reasons(page);
    assert.match(vulnerabilities, /^Fixes 10 known vulnerabilities in go1\.26\.5/);
    assert.match(support, /Go 1\.26 gets no more security fixes/);
    assert.match(notes, /Release notes/);
  });

  test("are listed even without an offer", async (t) => {
    const page = await open(t, "home-stale-security");
    assert.equal(await rows(page).count(), 2);
    await page.getByRole("heading", { name: "Known vulnerabilities" }).waitFor();
    const clean = await open(t, "home-stale");
    await none(clean.getByRole("heading", { name: "Known vulnerabilities" }));
  });

  test("an upgrade removes them", async (t) => {
    const page = await open(t, "home-security");
    await click(page, "primary-action");
    await play(page, "finish");
    assert.equal(await state(page), "current");
    assert.match(await wordsOf(page, "main"), /No known vulnerabilities\./);
  });

  test("the smallest upgrade and the ways to postpone are available", async (t) => {
    const page = await open(t, "home-security");
    await click(page, "later");
    assert.deepEqual(await deeds(page), [["remindLater", "go1.27.1", "tomorrow"]]);
    const again = await open(t, "home-security");
    await click(again, "primary-menu");
    await again.getByRole("menuitem", { name: "go1.26.6, stays on Go 1.26" }).click();
    await settled(again);
    assert.deepEqual((await deeds(again))[0], ["plan", { kind: "upgrade", to: "go1.26.6", patch: false }]);
  });
});

describe("a toolchain's details", () => {
  const row = (page, version) => page.locator(`[data-testid=version-row][data-version='${version}']`).first();
  const marks = (page, version) => row(page, version).evaluate((each) => each.ariaLabel);
  const files = (page) => page.getByTestId("version-files");
  const openRow = (page, version) => page.getByRole("button", { name: `Show details of ${version}` }).click();

  async function openProof(page, version) {
    await openRow(page, version);
    await page.getByRole("button", { name: "Show details of Proof and file hashes" }).click();
  }

  async function openDetails(t, scenario) {
    const page = await openAt(t, "versions", scenario);
    await openProof(page, "go1.26.5");
    await page.getByTestId("proof-level").waitFor();
    return page;
  }

  test("are the chain of proof, link by link", async (t) => {
    const page = await openDetails(t, "versions-proven");
    assert.match(await page.getByTestId("proof-level").innerText(), /^Proven\s·/);
    const links = await page
      .getByTestId("proof-link")
      .evaluateAll((all) => all.map(({ dataset }) => [dataset.id, dataset.state]));
    assert.deepEqual(links, [
      ["feed", "holds"],
      ["digest", "holds"],
      ["checksumDatabase", "holds"],
      ["openpgp", "none"],
    ]);
    await assertSound(page);
  });

  test("show a shortened hash and copy it in full", async (t) => {
    const page = await openDetails(t, "versions-proven");
    const digest = page.getByTestId("proof-link").nth(1);
    assert.doesNotMatch(await page.getByTestId("version-proof-details").innerText(), /97e6b2a8/, "at first what it means");
    for (const link of [1, 2]) {
      const opener = page.getByTestId("proof-link").nth(link).getByRole("button", { name: /^Show details/ });
      await opener.click();
    }
    assert.match(await digest.innerText(), /97e6b2a8…d834fd38/);
    await digest.getByRole("button", { name: "Copy the hash" }).click();
    assert.match((await deeds(page)).at(-1)[1], /^97e6b2a8[0-9a-f]{48}d834fd38$/);
    const ofTree = page.getByTestId("proof-link").nth(2);
    await ofTree.getByRole("button", { name: "Copy the hash" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["copy", "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M="]);
  });

  for (const [scenario, level, state, words] of [
    ["versions-digest-only", "digestOnly", "missing", /Checksum only\s·[^]*Unavailable/],
    ["versions-of-mirror", "digestOnly", "notAsked", /Checksum only\s·[^]*mirror\.corp\.example[^]*Not checked/],
  ]) {
    test(`show what is not proven: ${scenario}`, async (t) => {
      const page = await openDetails(t, scenario);
      assert.equal(await page.getByTestId("proof-level").getAttribute("data-state"), level);
      const link = page.locator("[data-testid=proof-link][data-id=checksumDatabase]");
      assert.equal(await link.getAttribute("data-state"), state);
      const closed = page.getByTestId("proof-link").getByRole("button", { name: /^Show details of / });
      while ((await closed.count()) > 0) await closed.first().click();
      assert.match(await page.getByTestId("version-details").innerText(), words);
      await assertSound(page);
    });
  }

  test("say that nothing is known", async (t) => {
    const page = await openDetails(t, "versions-unproven");
    assert.match(await page.getByTestId("version-details").innerText(), /Unknown\s· Upgo has no record of its origin\./);
    await none(page.getByTestId("proof-link"));
  });

  test("have a proof only for Upgo's own toolchains", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await openRow(page, "go1.24.13");
    await page.getByTestId("version-vulnerabilities").waitFor();
    await none(page.getByTestId("version-proof"));
    await row(page, "go1.24.13").getByTestId("version-menu").click();
    await none(page.getByTestId("version-verify"));
  });

  test("Verify files checks all files and reports that they match", async (t) => {
    const page = await openAt(t, "versions", "versions-proven");
    await play(page, "hold", "verify");
    await row(page, "go1.26.5").getByTestId("version-menu").click();
    await click(page, "version-verify");
    assert.equal(await files(page).getAttribute("data-state"), "running");
    await page.getByTestId("verify-files").click({ force: true });
    await play(page, "release", "verify");
    assert.match(await files(page).innerText(), /All files match the published release: 14,386 files\./);
    assert.deepEqual(await deeds(page), [["verify", "go1.26.5"]], "a second press starts no second check");
    assert.doesNotMatch(await marks(page, "go1.26.5"), /damaged/);
    await assertSound(page);
  });

  test("differing files are listed, and repaired after showing the plan", async (t) => {
    const page = await openAt(t, "versions", "versions-damaged");
    await openProof(page, "go1.26.5");
    await click(page, "verify-files");
    await row(page, "go1.26.5").getByText("Damaged").waitFor();
    assert.match(await marks(page, "go1.26.5"), /damaged/);
    assert.equal(
      await page.getByTestId("proof-level").innerText(),
      "Changed since the download\u00a0· The download was verified. Files that differ now: 4.",
    );
    assert.match(await page.getByTestId("version-proof").innerText(), /^Proof and file hashes\s+Changed since the download/);
    const lists = page.getByTestId("version-differing");
    assert.deepEqual(await texts(lists), ["Changed · 1", "Missing · 2", "Added · 1"]);
    await none(lists.getByText("src/net/http/server_test.go").filter({ visible: true }), "the lists are collapsed");
    await lists.nth(1).getByRole("button").press("Enter");
    assert.ok(await lists.getByText("src/net/http/server_test.go").isVisible());
    await assertAccessible(page);

    await click(page, "version-repair");
    await page.getByRole("dialog", { name: "Repair the files of go1.26.5", exact: true }).waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "repairFiles", version: "go1.26.5" }]);
    assert.match(
      await page.getByTestId("plan").innerText(),
      /Restore the published files of go1\.26\.5[^]*Undo: restore the old files/,
    );
    await assertAccessible(page);
    await click(page, "plan-apply");
    await play(page, "progress", 1, { fraction: 0.9 });
    await row(page, "go1.26.5").getByRole("progressbar").waitFor();
    await play(page, "finish");
    await none(row(page, "go1.26.5").getByText("Damaged"), "the earlier result is cleared");
    assert.match(await page.getByTestId("toast").innerText(), /Repaired the files of go1\.26\.5/);
  });

  test("damage is accessible in every theme", async (t) => {
    const page = await openAt(t, "versions", "versions-damaged");
    await openProof(page, "go1.26.5");
    await click(page, "verify-files");
    await page.getByTestId("version-differing").first().getByRole("button").click();
    await assertSound(page);
  });

  test("a repair is shown on Home and in the history like any other change", async (t) => {
    const page = await openAt(t, "versions", "versions-damaged");
    await openProof(page, "go1.26.5");
    await click(page, "verify-files");
    await click(page, "version-repair");
    await click(page, "plan-apply");
    await play(page, "navigate", "home");
    const unpacked = { done: 2_120_000, total: 3_450_000, bytesPerSecond: null };
    await play(page, "progress", 1, { fraction: 0.9, unpacked });
    await works(page);
    assert.match(await wordsOf(page, "main"), /Repairing the files of go1\.26\.5 .* 2\.12 of 3\.45.MB/);
    await play(page, "finish");
    await play(page, "navigate", "history");
    assert.match(await wordsOf(page, "[data-testid=history-row]"), /Repaired the files of go1\.26\.5/);
  });

  test("a long list of files ends with the number of further files", async (t) => {
    const page = await openAt(t, "versions", "versions-emptied");
    await openProof(page, "go1.26.5");
    await click(page, "verify-files");
    const list = page.getByTestId("version-differing");
    await list.getByRole("button").click();
    assert.match(await list.innerText(), /Missing\s· 1,200[^]*and 1,000 more/);
    assert.equal(await list.locator("li").count(), 200);
    await assertFits(page);
  });

  test("a problem is shown, and can be tried again", async (t) => {
    const page = await openAt(t, "versions", "versions-verify-error");
    await openProof(page, "go1.26.5");
    await page.getByTestId("version-details").getByText("could not be read").waitFor();
    await click(page, "verify-files");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-DISK-FAILED/);
    await page.evaluate(() => window.__upgo.set({ problems: {} }));
    await click(page, "primary-action");
    assert.equal(await files(page).getAttribute("data-state"), "ok");
    await page.getByTestId("proof-level").waitFor();
  });

  test("without a manifest, the repair creates one", async (t) => {
    const page = await openAt(t, "versions", "versions-no-manifest");
    await openProof(page, "go1.26.5");
    await click(page, "verify-files");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-VERIFY-NO-MANIFEST/);
    await page.getByRole("alertdialog").getByRole("button", { name: "Repair" }).click();
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "repairFiles", version: "go1.26.5" }]);
  });
});

const withoutProof = (page) => page.locator("[data-testid=remedy][data-id=withoutProof]");

describe("a release without independent proof", () => {
  test("is installed if the user confirms it, after showing the plan", async (t) => {
    const page = await open(t, "failed-unproven");
    await withoutProof(page).click();
    const plan = page.getByTestId("plan");
    await plan.waitFor();
    assert.match(await plan.innerText(), /Checksum only\s+Verified against the release list only; no independent proof\./);
    assert.equal(await page.getByTestId("plan-apply").innerText(), "Install without proof");
    await assertSound(page);
    await click(page, "plan-apply");
    // the second plan: it was made again for the other language
    assert.deepEqual((await deeds(page)).slice(-1), [["start", 2, "refuse", true]]);
    await works(page);
  });

  test("is not installed by retrying", async (t) => {
    const page = await open(t, "failed-unproven");
    await click(page, "primary-action");
    assert.deepEqual((await deeds(page)).at(-1), ["start", 1, "refuse", false]);
  });

  test("cannot be confirmed if it is contradicted", async (t) => {
    const page = await open(t, "failed-contradicts");
    await page.getByTestId("remedy").or(page.getByTestId("problem-log")).first().waitFor();
    await none(withoutProof(page));
    assert.equal(await page.getByTestId("primary-action").innerText(), "Report to Go");
  });

  test("cannot be confirmed if a proof is required", async (t) => {
    const page = await open(t, "failed-unproven");
    await withoutProof(page).waitFor();
    await play(page, "writeSetting", "proof", "required");
    await play(page, "changed");
    await none(withoutProof(page));
  });

  test("is accepted if the setting requires no proof", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await page.locator("[data-testid=setting-row][data-id=more] button").click();
    const choice = page.locator("[data-testid=setting-row][data-id=proof]").getByRole("combobox");
    assert.deepEqual(await texts(choice.locator("option")), [
      "Checksum only",
      "Second source if available",
      "Second source, always",
    ]);
    await choice.selectOption("required");
    await settled(page);
    assert.deepEqual(await deeds(page), [["plan", { kind: "settings", edits: [{ key: "proof", value: "required" }] }]]);
  });
});

describe("the palette", () => {
  async function run(page, words) {
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill(words);
    await settled(page);
    const command = await wordsOf(page, "[data-testid=palette]");
    await page.keyboard.press("Enter");
    await settled(page);
    return command;
  }

  test("verifies the files of the Go in use, and shows the progress", async (t) => {
    const page = await open(t, "home-security");
    assert.match(await run(page, "verify files"), /upgo verify 1\.26\.5/);
    await page.locator("main[data-place=versions]").waitFor();
    await page.getByTestId("version-files").getByText("All files match the published release").waitFor();
    assert.deepEqual(await names(page), ["verify"]);
  });

  test("opens the list of known vulnerabilities", async (t) => {
    const page = await openAt(t, "history", "home-security");
    assert.match(await run(page, "show vulnerabilities"), /upgo audit/);
    await page.locator("main[data-place=home]").waitFor();
    assert.equal(await focused(page), "button:Hide details of 10 known vulnerabilities in go1.26.5");
  });

  test("offers no list if there is none", async (t) => {
    const page = await open(t, "home-current");
    assert.match(await run(page, "show vulnerabilities"), /Nothing found/);
  });
});
