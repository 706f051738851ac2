/** Resolves with `work`, or after a time. */
export async function withinTime(work: Promise<unknown>, timeMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, timeMs)))]);
  clearTimeout(timer);
}
