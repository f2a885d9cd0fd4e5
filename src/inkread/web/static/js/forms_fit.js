// Whether a field can hold what a person typed: the service is asked, and where it does not answer, the text is taken.

import { checkValue } from "./service.js";

const PATIENCE = 3000; // ms after which a person goes on without an answer

/** Has the service look at what a value says, once for each text; resolves when it is known, or nobody can say. */
export async function look(value) {
  while (value.looking) await value.looking;
  if (!value.unsettled) return;
  value.looking = ask(value);
  await value.looking;
}

async function ask(value) {
  const { text, field } = value;
  const { yaml, lists, bound } = value.row.form;
  const named = lists.filter(([name]) => name === bound.get(field));
  const answer = checkValue(field, text, { yaml, lists: named, signal: AbortSignal.timeout(PATIENCE) });
  const told = await answer.catch(() => null); // a correction must not wait for a service that is away
  value.looking = null;
  value.settle(text, told);
}
