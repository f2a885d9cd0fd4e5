"use strict";
const items = [...document.querySelectorAll("li")];
const told = document.getElementById("told");
const entryOf = (item) => item.querySelector("input, textarea");
let saved = true;

function tell() {
  const done = items.filter((item) => item.classList.contains("done")).length;
  told.textContent = `${done} of ${items.length} looked at`;
}

function take(item) {
  item.classList.add("done");
  saved = false;
  tell();
}

function go(place) {
  const target = items[place] ? entryOf(items[place]) : document.getElementById("download");
  target.focus();
  if (target.select) target.select();
}

items.forEach((item, place) => {
  const entry = entryOf(item);
  entry.addEventListener("input", () => take(item));
  entry.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.altKey && entry.tagName === "TEXTAREA") {
      entry.setRangeText("\n", entry.selectionStart, entry.selectionEnd, "end");
      return take(item);
    }
    if (!event.shiftKey) take(item);
    go(Math.max(0, place + (event.shiftKey ? -1 : 1)));
  });
  for (const other of item.querySelectorAll(".other")) {
    other.addEventListener("click", () => {
      entry.value = other.textContent;
      take(item);
      go(place + 1);
    });
  }
});

// A spreadsheet runs a cell that begins like this; the quote is taken off where corrections are read.
const cell = (text) => `"${(/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

document.getElementById("download").addEventListener("click", () => {
  const rows = items
    .filter((item) => item.classList.contains("done"))
    .map((item) => `"${item.dataset.file.replaceAll('"', '""')}",${cell(item.dataset.field)},${cell(entryOf(item).value)}`);
  const text = ["file,field,value", ...rows].join("\n") + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "corrections.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  saved = true;
});

addEventListener("beforeunload", (event) => {
  if (!saved) event.preventDefault();
});

tell();
if (items.length) go(0);
