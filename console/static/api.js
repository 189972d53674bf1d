// Requests to the console.

export class Failed extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

/** The answer of /api/NAME. Throws Failed with a message for the page. */
export async function ask(name, query = new URLSearchParams(), signal = undefined) {
  const text = query.toString();
  let answer;
  try {
    answer = await fetch(`/api/${name}${text ? `?${text}` : ""}`, { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Failed("The console does not answer. Is stancewire console still running?", 0);
  }
  const body = await answer.json().catch((error) => {
    if (error.name === "AbortError") throw error;
    return {};
  });
  if (!answer.ok) throw new Failed(body.error ?? `The console answered with status ${answer.status}.`, answer.status);
  return body;
}
