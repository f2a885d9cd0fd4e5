// The table of values as a CSV file, as `inkread form --excel` writes it.

const FORMULA = /^'*[=+\-@\t\r]/; // what a spreadsheet runs (OWASP), or what looks quoted against it already
const MARK = "\ufeff"; // by which Excel knows UTF-8
const BETWEEN = "; "; // names of doubtful fields

/**
 * @param rows each with its `name`, `values` by the field's name, and `error` or null
 * @param columns names of the fields
 */
export function csvOf(rows, columns) {
  const lines = rows.map(({ name, values, error }) => [
    name,
    ...columns.map((column) => values.get(column)?.text ?? ""),
    columns.filter((column) => values.get(column)?.waits).join(BETWEEN),
    error === null ? "" : `${error.code}: ${error.message.replace(/\s+/g, " ")}`,
  ]);
  return MARK + [["file", ...columns, "doubtful", "error"], ...lines].map((line) => `${line.map(cell).join(",")}\n`).join("");
}

function cell(text) {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
