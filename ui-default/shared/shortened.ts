/** `text` without line breaks and no longer than `max` characters, the last one an ellipsis when some are left out. */
export function shortened(text: string, max: number): string {
  const characters = Array.from(
    text
      .slice(0, max * 4)
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  return characters.length <= max ? characters.join("") : `${characters.slice(0, max - 1).join("")}…`;
}
