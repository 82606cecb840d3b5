// What .ci/browser asks of a page: node browser.mjs RUN_DIR PICTURES, with playwright-core and
// axe-core in NODE_PATH. ONLY=REGEXP takes the pages whose name, such as en-dark-390-no-script, matches.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const packages = createRequire(path.join(process.env.NODE_PATH, "index.js"));
const { chromium } = packages("playwright-core");
const axe = fs.readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const [run, pictures] = process.argv.slice(2);

const faults = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const files = fs.readdirSync(run).filter((name) => /^report\.\w+\.html$/.test(name));
if (files.length === 0) throw new Error(`no report.LANG.html in ${run}`);
for (const file of files) {
  for (const script of [true, false]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [width, height] of [[1280, 900], [390, 844]]) {
        await check(file, { script, colorScheme, width, height });
      }
    }
  }
}
await browser.close();
console.log(faults.length ? faults.join("\n") : "no fault");
process.exit(faults.length ? 1 : 0);

async function check(file, { script, colorScheme, width, height }) {
  const name = `${file.slice(7, -5)}-${colorScheme}-${width}${script ? "" : "-no-script"}`;
  if (process.env.ONLY && !new RegExp(process.env.ONLY).test(name)) return;
  const fault = (text) => faults.push(`${name}: ${text}`);
  const context = await browser.newContext({
    javaScriptEnabled: script, colorScheme, viewport: { width, height }, hasTouch: width < 500,
  });
  const page = await context.newPage();
  const url = pathToFileURL(path.join(path.resolve(run), file)).href;
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) fault(`request: ${request.url()}`);
  });
  const before = Date.now();
  await page.goto(url);
  const opened = Date.now() - before;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(`the page is ${wide} pixels wider than the window`);
  if (script) await accessible(page, fault);
  else await withoutScript(url, { colorScheme, width, height }, fault);
  await links(page, fault);
  await shots(page, name);
  if (script) {
    await controls(page, fault, name);
    await accessible(page, (text) => fault(`after use: ${text}`));
  }
  if (!script && colorScheme === "dark" && width > 500) {
    await page.pdf({ path: path.join(pictures, `${name}.pdf`), preferCSSPageSize: true, printBackground: false });
  }
  console.log(`${name}: opened in ${opened} ms`);
  await context.close();
}

// withoutScript gives axe, which is a script, the page without its own.
async function withoutScript(url, { colorScheme, width, height }, fault) {
  const stripped = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "page-")), "page.html");
  fs.writeFileSync(stripped, fs.readFileSync(fileURLToPath(url), "utf8").replace(/<script>[^]*?<\/script>/, ""));
  const context = await browser.newContext({ colorScheme, viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(stripped).href);
  await accessible(page, fault);
  await context.close();
  fs.rmSync(path.dirname(stripped), { recursive: true });
}

async function accessible(page, fault) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  for (const v of violations) {
    fault(`axe ${v.id}: ${v.help}; ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 160)}`);
  }
}

async function links(page, fault) {
  const broken = await page.evaluate(() => [...document.querySelectorAll("a")].map((a) => a.getAttribute("href"))
    .filter((href) => !href.startsWith("#") || !document.getElementById(decodeURIComponent(href.slice(1)))));
  for (const href of broken) fault(`the link ${href} leads nowhere`);
}

// shots are the head of the page and of its first chapters.
async function shots(page, name) {
  await page.screenshot({ path: path.join(pictures, `${name}-00.png`) });
  const count = await page.locator("h2, h3").count();
  for (let i = 1, at = 0; at < count; i++, at += Math.max(1, Math.floor(count / 12))) {
    await page.locator("h2, h3").nth(at).evaluate((h) => h.scrollIntoView());
    await page.screenshot({ path: path.join(pictures, `${name}-${String(i).padStart(2, "0")}.png`) });
  }
}

// controls are used by keyboard alone, but for the pointer on a figure.
async function controls(page, fault, name) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator("body").evaluate((body) => { body.tabIndex = -1; body.focus(); body.removeAttribute("tabindex"); });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if (await page.evaluate(() => document.activeElement.tagName) !== "MAIN") fault("the first link does not lead past the contents");

  const button = page.locator("thead button").first();
  const firstRow = () => button.evaluate((b) => b.closest("table").tBodies[0].rows[0].textContent);
  await button.focus();
  const unsorted = await firstRow();
  const seen = new Set();
  for (const order of ["ascending", "descending", "none"]) {
    await page.keyboard.press("Enter");
    const now = await button.evaluate((b) => b.closest("th").getAttribute("aria-sort"));
    if (now !== order) fault(`aria-sort is ${now}, not ${order}`);
    seen.add(await firstRow());
  }
  if (seen.size < 2) fault("sorting moves no row");
  if (await firstRow() !== unsorted) fault("rows do not come back to their order");

  const box = page.locator(".filter input").first();
  if (await box.count()) {
    await box.focus();
    await page.keyboard.type("zzzz");
    const kept = await box.evaluate((i) => [...i.closest(".filter").nextElementSibling.querySelectorAll("tbody tr")].filter((r) => !r.hidden).length);
    if (kept !== 0) fault(`${kept} rows contain zzzz`);
    if (!/^0\b/.test(await page.locator(".filter output").first().textContent())) fault("the box does not say how many rows are left");
    await box.fill("");
  } else fault("no long table has a box to filter it");

  const slider = page.locator(".read").nth(3);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const plot = slider.locator("xpath=preceding-sibling::*[contains(@class, 'plot')]");
  const tip = plot.locator(".tip");
  const said = await tip.textContent();
  if (await tip.isHidden() || said !== await slider.getAttribute("aria-valuetext")) fault(`the slider reads ${said}`);
  await page.screenshot({ path: path.join(pictures, `${name}-slider.png`) });
  const here = await plot.locator(".here").boundingBox();
  await page.keyboard.press("Escape");
  if (await tip.isVisible()) fault("Escape does not close what a figure says");
  await page.mouse.move(here.x + here.width / 2, here.y + here.height / 2);
  if (await tip.isHidden() || await tip.textContent() !== said) fault(`the pointer reads ${await tip.textContent()}, not ${said}`);
}
