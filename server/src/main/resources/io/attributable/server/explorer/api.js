// What is asked of the server. The token is kept in memory alone.
let token = "";

export function keepToken(text) {
  token = text.trim();
}

export function hasToken() {
  return token !== "";
}

/** A failure, with the library's message and code. */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function call(path, options) {
  const headers = token ? { Authorization: "Bearer " + token } : {};
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { ...headers, ...options.headers } });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Refusal(0, "Unreachable", "The server does not answer. Is it still running?");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const code = body.code || "HTTP " + answer.status;
    throw new Refusal(answer.status, code, body.error || "The server answered with " + code + ".");
  }
  return body;
}

export async function models() {
  return (await call("/v1/models", {})).models;
}

export function facts(model, signature) {
  const query = signature ? "?signature=" + encodeURIComponent(signature) : "";
  return call("/explorer/models/" + encodeURIComponent(model) + query, {});
}

/** Explains ("explain"), or makes a page to keep of it ("report"). */
export function ask(verb, model, body, signal) {
  return call("/explorer/models/" + encodeURIComponent(model) + ":" + verb, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

/** A file as requests carry it. */
export function encoded(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () =>
      reject(new Refusal(0, "UnreadableFile", 'File "' + file.name + '" cannot be read any more. Choose it again.'));
    reader.onload = () => {
      const url = reader.result;
      resolve({ name: file.name, b64: url.slice(url.indexOf(",") + 1) });
    };
    reader.readAsDataURL(file);
  });
}
