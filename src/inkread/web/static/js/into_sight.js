// An answer is brought into sight, and once more when it has grown, unless the person went on meanwhile.

const SEEN = 0.6; // of the window's height: of a card that begins below that the answer is out of sight
const GONE_ON = ["wheel", "touchmove", "pointerdown", "keydown"];

/** Scrolls to a card that is out of sight, and again after `growing`: what is pasted comes from anywhere. */
export async function bringIntoSight(card, growing) {
  const gone = new AbortController();
  scrollTo(card);
  for (const name of GONE_ON) addEventListener(name, () => gone.abort(), { signal: gone.signal, passive: true });
  await growing;
  if (!gone.signal.aborted) scrollTo(card);
  gone.abort();
}

function scrollTo(card) {
  const { top } = card.getBoundingClientRect();
  if (top >= 0 && top < SEEN * innerHeight) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ behavior: isCalm ? "instant" : "smooth" });
}
