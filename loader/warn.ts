/** Tells developers on the console; the one place where the loader writes there. */
export function warn(text: string): void {
  // eslint-disable-next-line no-console -- a page's developer has no other place to look
  console.warn(`glance-cobrowse: ${text}`);
}

/** Wraps a callback that we install in the page, so that nothing we throw gets there. */
export function guarded<A extends unknown[]>(callback: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      callback(...args);
    } catch (error) {
      warn(String(error));
    }
  };
}
