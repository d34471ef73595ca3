// What a report's page can do: choose, filter, point at values, enlarge, lay side by side.
// All words come as text from the page or its data; nothing is ever read as markup.
"use strict";

(() => {
  const maps = JSON.parse(document.getElementById("data").textContent).maps;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const SVG = "http://www.w3.org/2000/svg";
  document.documentElement.classList.add("has-script");

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  const written = (value) => (value === null ? "no number" : String(value).replace("-", "−"));

  // ---- Which example, which pictures ----

  const examples = all(".example");
  const chosen = byId("choose-example");
  const filters = all("[data-filter]");

  function showExample(index) {
    examples.forEach((example, i) => { example.hidden = i !== index; });
    if (chosen) {
      chosen.selectedIndex = index;
      byId("previous").disabled = index === 0;
      byId("next").disabled = index === examples.length - 1;
    }
  }

  function filter() {
    const wanted = Object.fromEntries(filters.map((select) => [select.dataset.filter, select.value]));
    for (const figure of all(".example .map")) {
      const data = figure.dataset;
      const fits = (key) => !wanted[key] || data[key] === wanted[key];
      const ofClass = !wanted.class || data.class === wanted.class;
      figure.hidden = !(fits("method") && fits("place") && ofClass);
    }
    for (const section of all(".why, .why-not")) {
      section.hidden = all(".map", section).every((figure) => figure.hidden);
    }
    for (const pair of all(".pair")) {
      pair.hidden = all(".map", pair).every((figure) => figure.hidden);
    }
  }

  if (chosen) {
    chosen.addEventListener("change", () => showExample(chosen.selectedIndex));
    byId("previous").addEventListener("click", () => showExample(chosen.selectedIndex - 1));
    byId("next").addEventListener("click", () => showExample(chosen.selectedIndex + 1));
  }
  filters.forEach((select) => select.addEventListener("change", filter));
  showExample(0);

  byId("choose-theme").addEventListener("change", (event) => {
    if (event.target.value) {
      document.documentElement.dataset.theme = event.target.value;
    } else {
      delete document.documentElement.dataset.theme;
    }
  });

  // ---- Values, pointed at or walked through with the arrow keys ----

  const label = (map, index) => {
    const given = map.given[index] ? ` = ${map.given[index]}` : "";
    return `${map.labels[index]}${given}: ${written(map.values[index])}`;
  };
  const cell = (map, row, column) => {
    const box = map.box || 1;
    const place = (at) => (box === 1 ? `${at + 1}` : `${at * box + 1} to ${(at + 1) * box}`);
    const value = written(map.values[row * map.columns + column]);
    return `Row ${place(row)}, column ${place(column)}: ${value}`;
  };

  // Bars are drawn the largest first, tokens in their order.
  function listOrder(map, titles) {
    const order = map.values.map((_, index) => index);
    const inOrder = titles.every((title, i) => title.startsWith(map.labels[i] || "\u0000"));
    return inOrder
      ? order
      : order.sort((a, b) => Math.abs(map.values[b] || 0) - Math.abs(map.values[a] || 0));
  }

  function cursor(svg, map, row, column) {
    let marks = all(".cursor, .cursor-ground", svg);
    if (!marks.length) {
      marks = ["cursor-ground", "cursor"].map((name) => {
        const mark = document.createElementNS(SVG, "rect");
        mark.setAttribute("class", name);
        svg.append(mark);
        return mark;
      });
    }
    const width = map.width / map.columns;
    const height = map.height / map.rows;
    for (const mark of marks) {
      mark.setAttribute("x", column * width);
      mark.setAttribute("y", row * height);
      mark.setAttribute("width", width);
      mark.setAttribute("height", height);
    }
  }

  // A step of a curve, in its panel.
  function markStep(svg, panels, map, index) {
    all(".cursor, .cursor-ground", svg).forEach((mark) => mark.remove());
    const box = map.box || 1;
    const panel = panels[Math.floor((index * box) / map.steps)];
    if (!panel) {
      return;
    }
    const width = panel.width.baseVal.value / map.steps;
    for (const name of ["cursor-ground", "cursor"]) {
      const mark = document.createElementNS(SVG, "rect");
      mark.setAttribute("class", name);
      mark.setAttribute("x", ((index * box) % map.steps) * width);
      mark.setAttribute("y", 0);
      mark.setAttribute("width", width * box);
      mark.setAttribute("height", panel.height.baseVal.value);
      panel.parentNode.append(mark);
    }
  }

  // Which value of a list of curves is pointed at; -1 for none.
  function stepAt(panels, map, event) {
    for (const [number, panel] of panels.entries()) {
      const place = panel.getBoundingClientRect();
      const across = (event.clientX - place.left) / place.width;
      if (across >= 0 && across < 1 && event.clientY >= place.top && event.clientY <= place.bottom) {
        return Math.floor((number * map.steps + Math.floor(across * map.steps)) / (map.box || 1));
      }
    }
    return -1;
  }

  // Makes a drawn picture tell its values.
  function probe(canvas, map, readout) {
    const svg = canvas.querySelector("svg");
    const at = { row: 0, column: -1, index: -1 };
    const tell = (text) => { readout.textContent = text; };
    const toCell = (row, column) => {
      at.row = Math.max(0, Math.min(map.rows - 1, row));
      at.column = Math.max(0, Math.min(map.columns - 1, column));
      cursor(svg, map, at.row, at.column);
      tell(cell(map, at.row, at.column));
    };
    const groups = all("g > title", svg).map((title) => title.parentNode);
    const titles = groups.map((group) => group.querySelector("title").textContent);
    const order = map.kind === "list" ? listOrder(map, titles) : [];
    const panels = all("rect.ap-line-stroke", svg).slice(0, map.panels || 0);
    const toIndex = (index) => {
      at.index = Math.max(0, Math.min(order.length - 1, index));
      tell(label(map, order[at.index]));
      if (panels.length) {
        markStep(svg, panels, map, order[at.index]);
      }
    };

    svg.addEventListener("pointermove", (event) => {
      if (map.kind === "grid") {
        const point = new DOMPoint(event.clientX, event.clientY)
          .matrixTransform(svg.getScreenCTM().inverse());
        if (point.x >= 0 && point.y >= 0 && point.x < map.width && point.y < map.height) {
          toCell(
            Math.floor((point.y / map.height) * map.rows),
            Math.floor((point.x / map.width) * map.columns));
        }
        return;
      }
      if (panels.length) {
        const step = stepAt(panels, map, event);
        if (step >= 0) {
          toIndex(step);
        }
        return;
      }
      const index = groups.findIndex((group) => group.contains(event.target));
      const known = index >= 0 && titles[index].startsWith(map.labels[order[index]] || "\u0000");
      if (known) {
        toIndex(index);
      } else if (index >= 0) {
        tell(titles[index]);
      }
    });
    canvas.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
      const step = steps[event.key];
      if (!step || event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      event.preventDefault();
      if (map.kind === "grid") {
        toCell(at.row + step[0], at.column + step[1]);
      } else {
        toIndex(at.index + step[0] + step[1]);
      }
    });
  }

  // ---- Tables of numbers, made when they are opened ----

  function table(map, about) {
    const made = element("table", "");
    made.append(element("caption", about));
    const head = made.createTHead().insertRow();
    const columns =
      map.kind === "grid" ? [...Array(map.columns).keys()].map((i) => String(i + 1)) : ["Value"];
    head.append(element("td", ""));
    columns.forEach((name) => head.append(element("th", name, { scope: "col" })));
    const body = made.createTBody();
    const rows = map.kind === "grid" ? map.rows : map.values.length;
    for (let i = 0; i < rows; i++) {
      const row = body.insertRow();
      const given = map.kind === "list" && map.given[i] ? ` = ${map.given[i]}` : "";
      const name = map.kind === "grid" ? String(i + 1) : map.labels[i] + given;
      row.append(element("th", name, { scope: "row" }));
      for (let j = 0; j < columns.length; j++) {
        row.append(element("td", written(map.values[i * columns.length + j])));
      }
    }
    return made;
  }

  function numbers(details, map) {
    details.addEventListener("toggle", () => {
      const place = details.querySelector(".numbers");
      if (details.open && !place.firstChild) {
        place.setAttribute("tabindex", "0");
        place.setAttribute("role", "region");
        place.setAttribute("aria-label", `Numbers of ${details.dataset.about}`);
        place.append(table(map, details.dataset.about));
      }
    });
  }

  // ---- Copies of pictures, whose ids must be unlike all others ----

  let copies = 0;

  function copied(node) {
    const copy = node.cloneNode(true);
    const suffix = `-copy${++copies}`;
    const ids = new Map(
      [copy, ...all("[id]", copy)].filter((one) => one.id).map((one) => [one.id, one.id + suffix]));
    for (const one of [copy, ...all("*", copy)]) {
      for (const attribute of [...one.attributes]) {
        const name = attribute.name;
        if (name === "id" || name === "aria-labelledby" || name === "aria-describedby") {
          const renamed = attribute.value.split(" ").map((id) => ids.get(id) || id).join(" ");
          one.setAttribute(name, renamed);
        } else if (attribute.value.includes("#")) {
          let value = attribute.value;
          ids.forEach((to, from) => {
            value = value === `#${from}` ? `#${to}` : value.replace(`url(#${from})`, `url(#${to})`);
          });
          one.setAttribute(name, value);
        }
      }
    }
    all(".cursor, .cursor-ground", copy).forEach((mark) => mark.remove());
    return copy;
  }

  // ---- Enlarged ----

  const zoom = byId("zoom");
  const zoomed = byId("zoomed");
  let scale = 2;
  let enlarged = null;

  function rescale(next) {
    scale = Math.max(0.5, Math.min(8, next));
    const svg = zoomed.querySelector("svg");
    svg.setAttribute("width", svg.viewBox.baseVal.width * scale);
    svg.setAttribute("height", svg.viewBox.baseVal.height * scale);
    byId("zoom-level").textContent = `${Math.round(scale * 100)} %`;
  }

  function enlarge(figure) {
    enlarged = figure;
    const canvas = figure.querySelector(".canvas");
    const readout = byId("zoom-readout");
    byId("zoom-title").textContent = canvas.getAttribute("aria-label").split(". Arrow keys")[0];
    const copy = copied(canvas);
    zoomed.replaceChildren(copy);
    readout.textContent = "";
    probe(copy, maps[figure.dataset.map], readout);
    zoom.showModal();
    const room = zoomed.clientWidth / copy.querySelector("svg").viewBox.baseVal.width;
    rescale(Math.min(2, Math.max(1, Math.floor(room * 4) / 4)));
  }

  byId("zoom-in").addEventListener("click", () => rescale(scale * 1.5));
  byId("zoom-out").addEventListener("click", () => rescale(scale / 1.5));
  byId("zoom-close").addEventListener("click", () => zoom.close());
  zoom.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") {
      rescale(scale * 1.5);
    } else if (event.key === "-") {
      rescale(scale / 1.5);
    }
  });
  zoom.addEventListener("close", () => {
    zoomed.replaceChildren();
    const button = enlarged && enlarged.querySelector(".enlarge");
    if (button) {
      button.focus();
    }
  });

  // Everything that a picture of the page can do.
  function revive(figure) {
    const map = maps[figure.dataset.map];
    probe(figure.querySelector(".canvas"), map, figure.querySelector(".readout"));
    numbers(figure.querySelector(".numbers-details"), map);
    figure.querySelector(".enlarge").addEventListener("click", () => enlarge(figure));
  }
  all(".map").forEach(revive);

  // ---- Side by side ----

  const compare = byId("compare");
  const sides = [byId("compare-left"), byId("compare-right")];
  const opener = byId("compare-open");

  // Each class of each example that has pictures.
  const choices = examples.flatMap((example, index) => {
    const figures = all('.map:not([data-role="difference"])', example);
    const classes = [...new Set(figures.map((figure) => figure.dataset.class))];
    const name = example.querySelector("h2").textContent;
    return classes.map((of) => ({
      text: `${name}, for ${of}`,
      figures: figures.filter((figure) => figure.dataset.class === of),
    }));
  });
  sides.forEach((side, index) => {
    choices.forEach((choice, i) => side.append(element("option", choice.text, { value: i })));
    side.selectedIndex = Math.min(index, choices.length - 1);
    side.addEventListener("change", layOut);
  });

  function layOut() {
    const [left, right] = sides.map((side) => choices[side.selectedIndex]);
    const rows = [];
    for (const figure of left ? left.figures : []) {
      const other = right.figures.find((one) => one.dataset.group === figure.dataset.group);
      const row = element("div", "", { class: "compared" });
      const { method, place } = figure.dataset;
      rows.push(element("h3", `${method}, ${place}`));
      [[figure, left], [other, right]].filter(([one]) => one).forEach(([one, choice]) => {
        const copy = copied(one);
        copy.hidden = false;
        copy.querySelector("figcaption").append(element("p", choice.text, { class: "small" }));
        const place = copy.querySelector(".numbers");
        place.replaceChildren();
        copy.querySelector(".numbers-details").open = false;
        copy.querySelector(".readout").textContent = "";
        revive(copy);
        row.append(copy);
      });
      rows.push(row);
    }
    byId("compared").replaceChildren(...rows);
  }

  function showCompared(shown) {
    compare.hidden = !shown;
    opener.setAttribute("aria-expanded", String(shown));
    if (shown) {
      layOut();
      byId("compare-title").focus();
      compare.scrollIntoView({ block: "start" });
    } else {
      byId("compared").replaceChildren();
      opener.focus();
    }
  }
  opener.addEventListener("click", () => showCompared(compare.hidden));
  byId("compare-close").addEventListener("click", () => showCompared(false));
  opener.hidden = choices.length < 2;

  // ---- Copy, print ----

  all(".copy").forEach((button) => button.addEventListener("click", async () => {
    const text = button.parentNode.querySelector("code").textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch (refused) {
      const range = document.createRange();
      range.selectNodeContents(button.parentNode.querySelector("code"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = "Selected";
    }
  }));
  addEventListener("beforeprint", () => all(".call").forEach((one) => { one.open = true; }));
})();
