// When what was applied is to be seen.

/** Longest wait for images and fonts, in ms: what takes longer shows when it is there. */
const SETTLE_TIMEOUT_MS = 1_000;

/** Resolves when `images` are decoded, `imports` loaded, and the fonts that `document` uses are loaded, or after a second. Never rejects. */
export async function settled(
  document: Document,
  images: Iterable<HTMLImageElement>,
  imports: readonly Promise<unknown>[],
): Promise<void> {
  const decoded = [...images]
    .filter((image) => image.isConnected)
    .map((image) => image.decode().catch(() => undefined));
  const fonts = Promise.all(imports).then(() => {
    // Fonts are asked for by layout.
    document.scrollingElement?.getBoundingClientRect();
    return document.fonts.ready;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, SETTLE_TIMEOUT_MS)));
  await Promise.race([Promise.all([...decoded, fonts]), timeout]);
  clearTimeout(timer);
}
