// Fields of inputs: files that are dropped or chosen, texts, and numbers.
import { encoded, Refusal } from "./api.js";

const ENDINGS = {
  image: ".png,.jpg,.jpeg,.webp,.gif,.bmp,.npy,.npz,.json",
  tabular: ".csv,.tsv,.npy,.npz,.json",
  series: ".csv,.tsv,.npy,.npz,.json",
  text: ".txt,.npy,.json",
  tokens: ".txt,.npy,.json",
  audio: ".wav,.npy",
};
const WORDS = {
  image: "a picture (PNG, JPEG, WebP) or an array (.npy)",
  tabular: "a table (CSV) or an array (.npy)",
  series: "tables (CSV), one for each example, or an array (.npy)",
  text: "a text file",
  tokens: "a text file, or ids as an array (.npy)",
  audio: "a sound (WAV) or an array (.npy)",
};
const PICTURE = /\.(png|jpe?g|webp|gif|bmp)$/i;

/** An element with attributes and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") {
      element.className = value;
    } else if (name === "text") {
      element.textContent = value;
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children);
  return element;
}

function field(label, control, ...more) {
  return make("div", { class: "field" }, make("label", { for: control.id, text: label }), control, ...more);
}

/** The field of one input; also of what it is compared with, which needs no preview. */
export class InputField {
  constructor(facts, id, changed) {
    this.name = facts.name;
    this.facts = facts;
    this.files = [];
    this.changed = changed;
    const isText = facts.kind === "text" || facts.kind === "tokens";
    this.error = make("p", { id: id + "-error", class: "error", hidden: true });
    this.file = make("input", {
      id: id + "-file", type: "file", accept: ENDINGS[facts.kind], multiple: facts.kind !== "tabular",
      "aria-describedby": id + "-error",
    });
    this.list = make("p", { class: "hint chosen" });
    this.preview = make("div", { class: "preview" });
    this.clear = make("button", { type: "button", class: "quiet", hidden: true, text: "Remove" });
    this.clear.setAttribute("aria-label", "Remove the files of " + facts.text);
    this.text = make("textarea", {
      id: id + "-text", rows: isText ? 3 : 2, spellcheck: "false", "aria-describedby": id + "-error",
    });
    this.rows = make("input", { id: id + "-rows", placeholder: "all, or 3, or 3-7", autocomplete: "off" });
    this.rowsField = field("Rows", this.rows);
    this.rowsField.hidden = true;
    const zone = make("div", { class: "drop" },
      make("label", { for: id + "-file", text: "Drop " + (WORDS[facts.kind] || "an array (.npy, .npz, .json)") + " here, or choose" }),
      this.file, this.list, this.preview, this.clear);
    const typed = field(isText ? "Text" : "Numbers, as JSON", this.text);
    this.element = make("div", { class: "input", role: "group", "aria-label": facts.text },
      make("h3", { text: facts.text }), make("p", { class: "hint", text: facts.tensor }),
      isText ? typed : zone, this.rowsField,
      make("details", {}, make("summary", { text: isText ? "Or a file" : "Or write numbers" }), isText ? zone : typed),
      this.error);
    this.listen(zone);
  }

  listen(zone) {
    this.file.addEventListener("change", () => this.choose([...this.file.files]));
    this.text.addEventListener("input", () => this.changed());
    this.rows.addEventListener("input", () => this.changed());
    this.clear.addEventListener("click", () => {
      this.file.value = "";
      this.choose([]);
      this.file.focus();
    });
    for (const kind of ["dragover", "dragleave", "drop"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.toggle("over", kind === "dragover");
        if (kind === "drop") {
          this.choose([...event.dataTransfer.files]);
        }
      });
    }
  }

  choose(files) {
    this.files = files;
    this.list.textContent = files.map((file) => file.name).join(", ");
    this.clear.hidden = files.length === 0;
    this.rowsField.hidden = !files.some((file) => /\.(csv|tsv)$/i.test(file.name));
    for (const picture of this.preview.children) {
      URL.revokeObjectURL(picture.src);
    }
    this.preview.replaceChildren(
      ...files.filter((file) => PICTURE.test(file.name)).slice(0, 6).map((file) =>
        make("img", { src: URL.createObjectURL(file), alt: file.name })));
    this.changed();
  }

  isGiven() {
    return this.files.length > 0 || this.text.value.trim() !== "";
  }

  /** As requests carry it. */
  async value() {
    if (this.files.length > 0) {
      const rows = this.rowsField.hidden ? "" : this.rows.value;
      return { files: await Promise.all(this.files.map(encoded)), rows };
    }
    const text = this.text.value;
    if (this.facts.kind === "text" || (this.facts.kind === "tokens" && !text.trim().startsWith("["))) {
      return { texts: [text] };
    }
    try {
      return { values: JSON.parse(text) };
    } catch (failure) {
      const message = 'Input "' + this.name + '" is no JSON: ' + failure.message + ". Write [[0.5, 1, 2]].";
      throw new Refusal(0, "BadRequest", message);
    }
  }
}
