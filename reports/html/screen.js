"use strict";
(() => {
  const words = document.body.dataset;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // The contents mark the section that is read, and close on a phone.
  const nav = document.querySelector(".contents");
  const narrow = matchMedia("(max-width: 62rem)");
  const contents = nav.querySelector("details");
  const fold = () => { contents.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  const entries = new Map(all("a", nav).map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  nav.addEventListener("click", (event) => {
    if (event.target.closest("a") && narrow.matches) contents.open = false;
  });
  const headings = all("h1, h2, h3").filter((h) => entries.has(h.id));
  let current = null;
  const follow = () => {
    const line = innerHeight / 3;
    let on = headings[0];
    for (const h of headings) if (h.getBoundingClientRect().top <= line) on = h;
    const entry = on && entries.get(on.id);
    if (!entry || entry === current) return;
    if (current) current.removeAttribute("aria-current");
    current = entry;
    current.setAttribute("aria-current", "true");
    if (!narrow.matches) {
      const box = current.getBoundingClientRect();
      if (box.top < 0 || box.bottom > nav.clientHeight) nav.scrollTop += box.top - nav.clientHeight / 2;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();

  // A frame of a table is a stop of the keyboard only where it moves.
  const frames = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const frame of all(".scroll")) frames.observe(frame);

  const rowsOf = (body) => [...body.rows].filter((row) => !row.querySelector('th[scope="rowgroup"]'));

  // Heads sort the rows of each body: up, down, as they were.
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const orders = ["ascending", "descending", "none"];
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return "";
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  };
  const blank = (key) => key === "" || key === "–";
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return collator.compare(String(a), String(b));
  };
  const sort = (table, column, order) => {
    for (const body of table.tBodies) {
      const rows = rowsOf(body).map((row) => ({ row, key: keyOf(row, column) }));
      rows.sort((a, b) => {
        if (order === "none") return a.row.dataset.place - b.row.dataset.place;
        if (blank(a.key) !== blank(b.key)) return blank(a.key) ? 1 : -1;
        return order === "ascending" ? compare(a.key, b.key) : compare(b.key, a.key);
      });
      body.append(...rows.map(({ row }) => row));
    }
  };
  for (const table of all("table[data-sorts]")) {
    all("tbody tr", table).forEach((row, place) => { row.dataset.place = place; });
    all("thead th", table).forEach((head) => {
      const column = head.cellIndex;
      const button = make("button", { type: "button", title: words.sort });
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const next = orders[(orders.indexOf(head.getAttribute("aria-sort")) + 1) % orders.length];
        for (const other of all("thead th", table)) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", next);
        sort(table, column, next);
      });
    });
  }

  // A long table shows the rows that contain what is typed; accents may be left out.
  const longTable = 12;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
  for (const table of all(".scroll table")) {
    const bodies = [...table.tBodies];
    const rows = bodies.flatMap(rowsOf);
    if (rows.length <= longTable) continue;
    const box = make("div", { className: "filter" });
    const label = make("label", { textContent: words.filter + " " });
    const input = make("input", { type: "search" });
    const kept = make("output");
    label.append(input);
    box.append(label, kept);
    table.parentElement.before(box);
    input.addEventListener("input", () => {
      const wanted = plain(input.value.trim());
      let shown = 0;
      for (const row of rows) {
        row.hidden = !plain(row.textContent).includes(wanted);
        if (!row.hidden) shown++;
      }
      for (const body of bodies) {
        const empty = rowsOf(body).every((row) => row.hidden);
        for (const row of body.rows) if (row.querySelector('th[scope="rowgroup"]')) row.hidden = empty;
      }
      kept.value = wanted ? words.kept.replace("%d", shown).replace("%d", rows.length) : "";
    });
  }

  // A figure says the number at which a reader points; its slider goes through them by keyboard.
  const reach = 14; // pixels from a number
  const away = (box, x, y) => Math.hypot(
    Math.max(box[0] - x, 0, x - box[0] - box[2]), Math.max(box[1] - y, 0, y - box[1] - box[3]));
  const readable = (figure) => {
    const plot = figure.querySelector(".plot");
    const items = all("li[data-w], li[data-n]", figure).map((item) => ({
      text: item.textContent,
      w: item.dataset.w && item.dataset.w.split(" ").map(Number),
      n: item.dataset.n && item.dataset.n.split(" ").map(Number),
    }));
    if (!items.length) return;
    const tip = make("div", { className: "tip", hidden: true });
    const here = make("div", { className: "here", hidden: true });
    tip.setAttribute("aria-hidden", "true");
    plot.append(here, tip);
    const drawing = () => {
      const svg = all("svg", plot).find((s) => s.getClientRects().length);
      if (!svg) return null;
      const rect = svg.getBoundingClientRect();
      const outer = plot.getBoundingClientRect();
      return { rect, left: rect.left - outer.left, top: rect.top - outer.top,
        scale: rect.width / svg.viewBox.baseVal.width, key: svg.classList.contains("narrow") ? "n" : "w" };
    };
    const hide = () => { tip.hidden = here.hidden = true; };
    const show = (item) => {
      const on = drawing();
      const box = on && item[on.key];
      if (!box) return hide();
      const [x, y, width, height] = box.map((v) => v * on.scale);
      here.hidden = tip.hidden = false;
      here.style.left = `${on.left + x - 4}px`;
      here.style.top = `${on.top + y - 4}px`;
      here.style.width = `${width + 8}px`;
      here.style.height = `${height + 8}px`;
      tip.textContent = item.text;
      const middle = on.left + x + Math.min(width / 2, 40) - tip.offsetWidth / 2;
      tip.style.left = `${Math.max(0, Math.min(plot.clientWidth - tip.offsetWidth, middle))}px`;
      const above = on.top + y - tip.offsetHeight - 10;
      tip.style.top = `${above < 0 ? on.top + y + height + 10 : above}px`;
    };
    const point = (event) => {
      const on = drawing();
      if (!on) return;
      const x = (event.clientX - on.rect.left) / on.scale;
      const y = (event.clientY - on.rect.top) / on.scale;
      let best = null, least = Infinity;
      for (const item of items) {
        const box = item[on.key];
        if (!box) continue;
        const far = away(box, x, y) * on.scale + Math.min(1, box[2] * box[3] * 1e-5); // the smaller of two
        if (far < least) [best, least] = [item, far];
      }
      if (least <= reach + 1) show(best);
      else hide();
    };
    plot.addEventListener("pointermove", point);
    plot.addEventListener("pointerdown", point);
    plot.addEventListener("pointerleave", hide);
    const slider = make("input", { type: "range", className: "read", min: 1, max: items.length, value: 1 });
    slider.setAttribute("aria-label", words.read);
    const read = () => {
      const item = items[slider.value - 1];
      slider.setAttribute("aria-valuetext", item.text);
      show(item);
    };
    slider.setAttribute("aria-valuetext", items[0].text);
    slider.addEventListener("input", read);
    slider.addEventListener("focus", read);
    slider.addEventListener("blur", hide);
    slider.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    plot.after(slider);
  };
  all("figure").forEach(readable);
})();
