/** Characters that turn the direction of what follows: they could have a name or an address read as another. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** `text` without line breaks and turns of direction, and no longer than `max` characters, the last one an ellipsis when some are left out. */
export function shortened(text: string, max: number): string {
  const characters = Array.from(
    text
      .slice(0, max * 4)
      .replaceAll(TURNS, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  return characters.length <= max ? characters.join("") : `${characters.slice(0, max - 1).join("")}…`;
}
