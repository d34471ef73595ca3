// The page: asks at once when something changes, and shows what comes of it beside its field.
import { ask as send, facts, hasToken, keepToken, models, Refusal } from "./api.js";
import { Form } from "./form.js";
import { show } from "./result.js";

const WAIT = 350;
const UNAUTHORIZED = 401;
const at = (id) => document.getElementById(id);

/** Which field a failure is about, by its code. */
const FIELDS = [
  [/^(Input|Unreadable|Card)/, "inputs"],
  [/^Noise/, "noise"],
  [/^Reduction/, "reduce"],
  [/^(UnknownMethod|MethodParameter|MethodNotApplicable|NoActivation)/, "method"],
  [/^(Target|DuplicateTarget)/, "target"],
  [/^(UnknownOutput|Output)/, "output"],
  [/(Layer|NoGradient|BadAddress|NothingToExplain|SeveralTensors)/, "layers"],
  [/Signature/, "signature"],
];

let form;
let timer;
let running;

function clearErrors() {
  for (const error of document.querySelectorAll("#ask .error, #other-error")) {
    error.hidden = true;
    error.textContent = "";
  }
  for (const field of document.querySelectorAll("#ask [aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
}

/** The input or parameter that a message names, or else the field of its code. */
function errorOf(failure) {
  const field = (FIELDS.find(([code]) => code.test(failure.code)) || [])[1];
  const named = (name) => failure.message.includes('"' + name + '"');
  if (field === "inputs") {
    const input = form.inputs.find((one) => named(one.name)) || (form.inputs.length === 1 && form.inputs[0]);
    return input ? input.error : at("inputs-error");
  }
  if (field === "method") {
    const parameter = form.parameters.find((one) => named(one.facts.name));
    return parameter ? parameter.error : at("method-error");
  }
  return at((field || "other") + "-error");
}

function tell(failure) {
  if (failure.status === UNAUTHORIZED) {
    askToken(hasToken() ? failure.message : "");
    return;
  }
  const error = form ? errorOf(failure) : at("other-error");
  error.textContent = failure.message;
  error.hidden = false;
  document.querySelector('[aria-describedby~="' + error.id + '"]')?.setAttribute("aria-invalid", "true");
  at("status").textContent = error.id === "other-error" ? "" : "Not explained: " + failure.message;
  at("shown").replaceChildren();
}

function askToken(problem) {
  at("ask").hidden = true;
  at("token-form").hidden = false;
  at("token-error").textContent = problem;
  at("token-error").hidden = problem === "";
  at("status").textContent = "";
  at("token").focus();
}

async function guarded(work) {
  try {
    return await work();
  } catch (failure) {
    if (failure.name !== "AbortError") {
      tell(failure instanceof Refusal ? failure : new Refusal(0, "Page", "The page failed: " + failure.message));
    }
    return undefined;
  } finally {
    at("result").removeAttribute("aria-busy");
  }
}

async function open() {
  const names = await models();
  at("token-form").hidden = true;
  at("model").replaceChildren(...names.map((name) => new Option(name, name)));
  await choose(names[0], "");
}

async function choose(model, signature) {
  running?.abort();
  at("status").textContent = "Reading the model…";
  const known = await facts(model, signature);
  document.title = known.title + ": why?";
  at("about").textContent = known.description ? known.title + ". " + known.description : known.title;
  form = new Form(known, later);
  clearErrors();
  at("ask").hidden = false;
  at("shown").replaceChildren();
  at("status").textContent = "Give the inputs, and the explanation appears here.";
}

/** Soon, unless something else changes before. */
function later() {
  clearTimeout(timer);
  timer = setTimeout(() => form.isComplete() && ask(), WAIT);
}

async function ask() {
  clearTimeout(timer);
  running?.abort();
  const own = new AbortController();
  running = own;
  clearErrors();
  if (!form.isComplete()) {
    const missing = form.inputs.find((input) => !input.isGiven() && input.facts.required);
    tell(new Refusal(0, "InputMissing", 'Input "' + missing.name + '" is missing. Give a file or values.'));
    return;
  }
  at("status").textContent = "Explaining…";
  at("result").setAttribute("aria-busy", "true");
  await guarded(async () => {
    const model = at("model").value;
    const body = await form.body();
    const answer = await send("explain", model, body, own.signal);
    if (own === running) {
      show(at("shown"), answer, { model, withToken: hasToken(), keep: () => keep(model, body) });
      const count = answer.examples.length;
      at("status").textContent = answer.title + ", " + count + (count === 1 ? " example." : " examples.");
    }
  });
}

/** Saves the explanation as a page. */
async function keep(model, body) {
  at("status").textContent = "Writing the report…";
  await guarded(async () => {
    const { html } = await send("report", model, body);
    const url = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    Object.assign(document.createElement("a"), { href: url, download: model + "-why.html" }).click();
    setTimeout(() => URL.revokeObjectURL(url), WAIT);
    at("status").textContent = "The report is saved as " + model + "-why.html.";
  });
}

at("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  keepToken(at("token").value);
  at("token").value = "";
  guarded(open);
});
at("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  await ask();
  if (at("shown").hasChildNodes() && at("result").getBoundingClientRect().top > innerHeight / 2) {
    at("result").focus();
    at("result").scrollIntoView();
  }
});
at("model").addEventListener("change", () => guarded(() => choose(at("model").value, "")));
at("signature").addEventListener("change", () => guarded(() => choose(at("model").value, at("signature").value)));
at("output").addEventListener("change", () => form.fillTargets());
at("method").addEventListener("change", () => form.fillParameters());
at("filter").addEventListener("input", () => form.filterLayers());
at("ask").addEventListener("change", (event) => {
  if (!["model", "signature"].includes(event.target.id) && event.target.type !== "file") {
    later();
  }
});
for (const kind of ["dragover", "drop"]) {
  // A file beside its field does not replace the page.
  document.addEventListener(kind, (event) => event.preventDefault());
}
guarded(open);
