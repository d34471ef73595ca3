// Fields of the question: what is explained, how, and where.
import { InputField, make } from "./inputs.js";

const MANY_LAYERS = 12;
const at = (id) => document.getElementById(id);

function options(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, text]) => make("option", { value, text })));
  if (entries.some(([value]) => value === chosen)) {
    select.value = chosen;
  }
}

const numeric = (text) => (/^-?\d+$/.test(text) ? Number(text) : text);

/** A target as requests have it: 3, "cat", or {"index": [3, 1]} for (3,1). */
function target(text) {
  const tuple = /^\((.*)\)$/.exec(text);
  return tuple ? { index: tuple[1].split(",").map((one) => numeric(one.trim())) } : numeric(text);
}

/** The form of one signature. */
export class Form {
  constructor(facts, changed) {
    this.facts = facts;
    this.changed = changed;
    this.parameters = [];
    options(at("signature"), facts.signatures.map((name) => [name, name]), facts.signature);
    this.inputs = facts.inputs.map((input, i) => new InputField(input, "input-" + i, changed));
    at("inputs").replaceChildren(...this.inputs.map((input) => input.element));
    this.fillOutputs();
    this.fillLayers();
    const names = facts.methods.map((method) => [method.name, method.title]);
    options(at("method"), names, facts.defaults.method);
    this.fillParameters();
  }

  fillOutputs() {
    const { outputs, defaults } = this.facts;
    const names = outputs.map((output) => [output.name, output.name]);
    const more = outputs.filter((output) => output.probability)
      .map((output) => ["logits-of:" + output.name, "score of " + output.name]);
    if (defaults.output && ![...names, ...more].some(([name]) => name === defaults.output)) {
      names.unshift([defaults.output, defaults.output]);
    }
    options(at("output"), [...names, ...more], defaults.output || outputs[0]?.name);
    this.fillTargets();
  }

  output() {
    const name = at("output").value.replace(/^logits-of:/, "");
    return this.facts.outputs.find((output) => output.name === name) || { classes: [], size: 0 };
  }

  sayOutput() {
    const explained = at("output").value;
    const { probability } = this.output();
    at("output-hint").textContent = !probability ? "" : explained.startsWith("logits-of:")
      ? "It is a probability; explained is the score in front of it."
      : "It is a probability. Near 0 and 1 it is explained badly: choose the score in front of it.";
  }

  fillTargets() {
    this.sayOutput();
    const { classes, size } = this.output();
    const single = size === 1;
    at("targets").replaceChildren(
      ...[...(single ? [] : ["predicted"]), ...classes.slice(0, 1000)].map((value) => make("option", { value })));
    at("target").value = single ? "" : this.facts.defaults.target || "predicted";
    const more = " Several, separated by commas, are compared.";
    at("target-hint").textContent = single
      ? "Each example has one number, which is explained."
      : (classes.length
        ? "The name of a class, its number, or “predicted”."
        : "A number of the output, counted from 0, or “predicted”.") + more;
  }

  fillLayers() {
    const { layers, defaults } = this.facts;
    at("filter-row").hidden = layers.length <= MANY_LAYERS;
    at("filter").value = "";
    at("layers").replaceChildren(
      ...layers.map((layer, i) => {
        const box = make("input", { type: "checkbox", id: "layer-" + i, value: layer.address });
        box.checked = defaults.layers.includes(layer.address);
        return make("div", { class: "choice" }, box,
          make("label", { for: box.id }, layer.address + " ", make("span", { class: "muted", text: layer.tensor })));
      }));
  }

  filterLayers() {
    const wanted = at("filter").value.toLowerCase();
    for (const choice of at("layers").children) {
      const box = choice.querySelector("input");
      choice.hidden = !box.checked && !box.value.toLowerCase().includes(wanted);
    }
  }

  method() {
    return this.facts.methods.find((method) => method.name === at("method").value);
  }

  fillParameters() {
    const method = this.method();
    const { defaults } = this.facts;
    const given = defaults.method === method.name ? defaults.parameters : {};
    at("method-says").textContent = [method.says, method.promise].filter(Boolean).join(" ");
    this.parameters = method.parameters.map((parameter) =>
      parameter.byInput ? new ByInput(parameter, this.facts.inputs, this.changed) : new Parameter(parameter, given[parameter.name]));
    at("parameters").replaceChildren(...this.parameters.map((parameter) => parameter.element));
  }

  isComplete() {
    return this.inputs.every((input) => input.isGiven() || !input.facts.required);
  }

  /** The request, as the server takes it. */
  async body() {
    const body = { signature_name: this.facts.signature, inputs: {}, baselines: {} };
    for (const input of this.inputs.filter((one) => one.isGiven())) {
      body.inputs[input.name] = await input.value();
    }
    body.layers = [...at("layers").querySelectorAll("input:checked")].map((box) => box.value);
    body.port = at("port").value;
    const method = { name: at("method").value };
    for (const parameter of this.parameters) {
      await parameter.addTo(method, body.baselines);
    }
    body.method = method;
    // The only output need not be named.
    if (at("output").value !== this.facts.outputs[0]?.name || this.facts.outputs.length > 1) {
      body.output = at("output").value;
    }
    const targets = this.targets();
    if (targets.length > 1) {
      body.targets = targets;
    } else if (targets.length === 1) {
      body.target = targets[0];
    }
    if (at("smooth-kind").value !== "") {
      body.smooth = this.noise();
    }
    if (at("reduce").value.trim() !== "") {
      body.reduce = at("reduce").value.trim();
    }
    return body;
  }

  /** Names of classes may have commas themselves. */
  targets() {
    const text = at("target").value.trim();
    const several = this.output().classes.includes(text) ? [text] : text.split(/,(?![^(]*\))/);
    return several.map((one) => one.trim()).filter((one) => one !== "").map(target);
  }

  noise() {
    return {
      kind: at("smooth-kind").value,
      samples: at("smooth-samples").value.trim(),
      stdev: at("smooth-stdev").value.trim().replace(",", "."),
      seed: at("smooth-seed").value.trim(),
      relative: at("smooth-relative").checked,
    };
  }
}

/** A parameter with one value. */
class Parameter {
  constructor(facts, given) {
    this.facts = facts;
    const id = "parameter-" + facts.name;
    this.error = make("p", { id: id + "-error", class: "error", hidden: true });
    const described = { id, "aria-describedby": id + "-hint " + id + "-error" };
    if (facts.words.length > 0) {
      this.control = make("select", described, ...facts.words.map((word) => make("option", { value: word, text: word })));
    } else {
      this.control = make("input", { ...described, autocomplete: "off", spellcheck: "false" });
    }
    this.control.value = given ?? facts.byDefault;
    this.element = make("div", { class: "field" },
      make("label", { for: id, text: facts.name }), this.control,
      make("p", { id: id + "-hint", class: "hint", text: facts.description }), this.error);
  }

  async addTo(method) {
    const value = this.control.value.trim();
    if (value !== "" && value !== this.facts.byDefault) {
      method[this.facts.name] = value;
    }
  }
}

const KINDS = [
  ["", "as the method has it"],
  ["number", "a number"],
  ["blur", "the example, blurred"],
  ["file", "a file or values"],
];

/** A parameter with a value for each input: what it is compared with. */
class ByInput {
  constructor(facts, inputs, changed) {
    this.facts = facts;
    const isSample = facts.name === "baselines";
    this.error = make("p", { id: "parameter-" + facts.name + "-error", class: "error", hidden: true });
    this.rows = inputs.map((input, i) => this.row(input, facts.name + "-" + i, isSample, changed));
    this.element = make("fieldset", { class: "by-input" },
      make("legend", { text: facts.name }), make("p", { class: "hint", text: facts.description }),
      ...this.rows.map((row) => row.element), this.error);
  }

  row(input, id, isSample, changed) {
    const kinds = (isSample ? KINDS.filter(([kind]) => kind === "" || kind === "file") : KINDS)
      .map(([kind, text]) => [kind, kind === "" && input.cardBaseline ? "as the model card says" : kind === "" && isSample ? "none" : text]);
    const kind = make("select", { id: id + "-kind" }, ...kinds.map(([value, text]) => make("option", { value, text })));
    const number = make("input", { id: id + "-number", inputmode: "decimal", autocomplete: "off", value: "0", "aria-label": "Value for " + input.text });
    const file = new InputField({ ...input, kind: input.kind, tensor: isSample ? "rows to compare with" : "what it is compared with" }, id, changed);
    const show = () => {
      number.hidden = kind.value !== "number" && kind.value !== "blur";
      number.value = kind.value === "blur" ? "5" : "0";
      file.element.hidden = kind.value !== "file";
    };
    kind.addEventListener("change", show);
    show();
    const element = make("div", { class: "field" },
      make("label", { for: kind.id, text: input.text }), kind, number, file.element);
    return { name: input.name, fed: input.fed, kind, number, file, element };
  }

  async addTo(method, baselines) {
    const values = {};
    for (const { name, fed, kind, number, file } of this.rows) {
      if (kind.value === "number" || kind.value === "blur") {
        const value = Number(number.value.replace(",", "."));
        fed.forEach((input) => (values[input] = kind.value === "blur" ? { blur: value } : value));
      } else if (kind.value === "file" && file.isGiven()) {
        baselines[name] = await file.value();
      }
    }
    if (Object.keys(values).length > 0) {
      method[this.facts.name] = values;
    }
  }
}
