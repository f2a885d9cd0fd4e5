// The picture that was sent, small.

/** Shows the picture itself on its card where the browser can: it knows no TIFF. */
export function showThumbnail(card, file) {
  const image = card.querySelector(".sent img");
  const url = URL.createObjectURL(file);
  image.addEventListener("load", () => {
    image.hidden = false;
    card.querySelector(".no-picture").hidden = true;
    URL.revokeObjectURL(url);
  });
  image.addEventListener("error", () => URL.revokeObjectURL(url));
  image.src = url;
}
