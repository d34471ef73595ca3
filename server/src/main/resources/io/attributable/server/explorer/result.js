// The explanation: predictions, pictures, sums, reasons, and the calls that do the same.
import { make } from "./inputs.js";

const MARGIN = 6;
let urls = [];

function number(value) {
  if (typeof value !== "number") {
    return String(value);
  }
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e7) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  return text.replaceAll("-", "−");
}

function percent(share) {
  const hundredths = 100 * share;
  if (hundredths > 0 && hundredths < 0.1) {
    return "< 0.1 %";
  }
  return hundredths < 100 && hundredths > 99.9 ? "> 99.9 %" : hundredths.toFixed(1) + " %";
}

const signed = (value) => (value > 0 ? "+" : "") + number(value);

/** Shows an answer in an element. */
export function show(parent, answer, { model, withToken, keep }) {
  urls.forEach((url) => URL.revokeObjectURL(url));
  urls = [];
  const examples = make("div");
  const parts = [];
  if (answer.examples.length > 1) {
    parts.push(chooser(answer.examples, examples));
  } else if (answer.examples.length === 1) {
    examples.replaceChildren(...example(answer.examples[0]));
  }
  parts.push(examples);
  if (answer.notes.length > 0) {
    parts.push(make("h3", { text: "Notes" }), make("ul", {}, ...answer.notes.map((text) => make("li", { text }))));
  }
  const report = make("button", { type: "button", id: "keep", text: "Save as a report (HTML)" });
  report.addEventListener("click", keep);
  parts.push(report, ...calls(answer.calls, model, withToken));
  parent.replaceChildren(...parts);
}

function chooser(all, place) {
  const select = make("select", { id: "example" }, ...all.map((one, i) => make("option", { value: String(i), text: one.name })));
  const change = () => place.replaceChildren(...example(all[Number(select.value)]));
  select.addEventListener("change", change);
  change();
  return make("div", { class: "field" }, make("label", { for: "example", text: "Example" }), select);
}

function example(one) {
  const parts = [];
  if (one.scores.length > 0) {
    parts.push(verdict(one), scores(one));
  }
  parts.push(make("div", { class: "pictures" }, ...one.pictures.flatMap(pictures)));
  if (one.inFavour.length + one.against.length > 0) {
    parts.push(make("div", { class: "pair" }, reasons("Most in favour", one.inFavour), reasons("Most against", one.against)));
  }
  return parts;
}

function verdict(one) {
  const first = one.scores[0];
  const value = one.probabilities ? percent(first.value) : number(first.value);
  return make("p", { class: "verdict" }, make("strong", { text: first.label }), " " + value);
}

function scores(one) {
  const rows = one.scores.map((score) => {
    const bar = make("span", { class: "bar", "aria-hidden": "true" });
    if (one.probabilities) {
      bar.style.setProperty("--share", 100 * score.value + "%");
    }
    return make("li", {}, make("span", { text: score.label }), bar,
      make("span", { class: "number", text: one.probabilities ? percent(score.value) : number(score.value) }));
  });
  const left = one.classes - one.scores.length;
  return make("details", { class: "scores", open: true },
    make("summary", { text: one.classes === 1 ? "The output" : "Predictions" }), make("ol", {}, ...rows),
    ...(left > 0 ? [make("p", { class: "hint", text: "and " + left + " more" })] : []));
}

function pictures(shown) {
  const figures = [figure(shown.picture, shown.place, "for " + shown.label, shown.convergence)];
  if (shown.waterfall) {
    figures.push(figure(shown.waterfall, shown.place, "from the baseline to this example"));
  }
  return figures;
}

/** Some room around: letters of the last line reach below the picture's edge. */
function withMargin({ svg, width, height }) {
  return svg.replace(/viewBox="[^"]*" width="\d+" height="\d+"/,
    `viewBox="${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}" width="${width + 2 * MARGIN}" height="${height + 2 * MARGIN}"`);
}

function figure(picture, place, about, sums) {
  const url = URL.createObjectURL(new Blob([withMargin(picture)], { type: "image/svg+xml" }));
  urls.push(url);
  const name = "why-" + (place + " " + about).replace(/[^A-Za-z0-9]+/g, "-") + ".svg";
  const save = make("a", { href: url, download: name, text: "Save as SVG", "aria-label": "Save the picture of " + place + " " + about + " as SVG" });
  return make("figure", {},
    make("figcaption", {}, make("strong", { text: place }), " " + about),
    make("img", { src: url, alt: picture.alt, width: picture.width + 2 * MARGIN, height: picture.height + 2 * MARGIN }),
    ...(sums ? [make("p", { class: "hint", text: sumWords(sums) })] : []), save);
}

function sumWords(sums) {
  const change = Math.abs(sums.at - sums.atBaseline);
  const part = change > 0 ? " (" + percent(Math.abs(sums.delta) / change) + " of the change)" : "";
  const steps = sums.steps > 0 ? ", in " + sums.steps + " steps" : "";
  return "Explained value " + number(sums.at) + ", at the baseline " + number(sums.atBaseline) + ". Values miss the change by "
    + number(sums.delta) + part + steps + ".";
}

function reasons(title, list) {
  const items = list.map((reason) =>
    make("li", {}, make("strong", { text: reason.feature }), ": " + signed(reason.contribution) + ", " + percent(reason.share)
      + " of what did" + (reason.text ? ". " + reason.text : "")));
  return make("div", {}, make("h3", { text: title }), items.length ? make("ol", {}, ...items) : make("p", { class: "hint", text: "Nothing." }));
}

function calls(all, model, withToken) {
  const curl = "curl " + location.origin + "/v1/models/" + model + ":explain \\\n  -H 'Content-Type: application/json' \\\n"
    + (withToken ? '  -H "Authorization: Bearer $TOKEN" \\\n' : "") + "  -d @request.json";
  const json = JSON.stringify(all.request, (key, value) => value, 1).replace(/\n\s+(?=[-\d\]])/g, " ");
  const tabs = [
    ["Java", all.java], ["Kotlin", all.kotlin], ["Command line", all.command],
    ["JSON", json, all.whole ? "" : "Inputs of this size are not written down here: put your own numbers in their place."],
    ["curl", curl, "request.json is the text under JSON."],
  ];
  const buttons = tabs.map(([name], i) => make("button", { type: "button", role: "tab", id: "tab-" + i, "aria-controls": "call", text: name }));
  const code = make("pre", { tabindex: "0", "aria-label": "Code" });
  const hint = make("p", { class: "hint" });
  const copy = make("button", { type: "button", text: "Copy" });
  const panel = make("div", { role: "tabpanel", id: "call" }, code, hint, copy);
  const choose = (chosen) => {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", "tab-" + chosen);
    code.textContent = tabs[chosen][1];
    hint.textContent = tabs[chosen][2] || "";
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", "Copy: " + tabs[chosen][0]);
  };
  buttons.forEach((button, i) => {
    button.addEventListener("click", () => choose(i));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const next = (i + step + buttons.length) % buttons.length;
        choose(next);
        buttons[next].focus();
      }
    });
  });
  copy.addEventListener("click", async () => {
    copy.textContent = (await copied(code)) ? "Copied" : "Select the text, and copy it";
  });
  choose(0);
  return [make("h3", { text: "The same, as a call" }), make("div", { role: "tablist", "aria-label": "The same, as a call" }, ...buttons), panel];
}

async function copied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return false;
  }
}
