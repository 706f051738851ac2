/** Tells developers on the console; the one place where the presence scripts write there. */
export function warn(text: string): void {
  // eslint-disable-next-line no-console -- a page's developer has no other place to look
  console.warn(`glance-cobrowse: ${text}`);
}

/** Calls a page's handler, if it is one. What it throws is reported as the page's error, and goes no further. */
export function call(handler: unknown, ...values: readonly unknown[]): void {
  if (typeof handler !== "function") return;
  try {
    (handler as (...given: readonly unknown[]) => unknown)(...values);
  } catch (error) {
    reportError(error);
  }
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
