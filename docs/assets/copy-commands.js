// The copy button of a console block takes the commands alone, without prompt and output: they are to be typed.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".language-console button");
  if (!button) return;
  const lines = button.closest(".language-console").querySelector("code").textContent.split("\n");
  const commands = lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
  button.setAttribute("data-clipboard-text", commands.join("\n"));
}, true); // before the theme's own listener
