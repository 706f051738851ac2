// Pages with policies: a frame whose Content-Security-Policy decides what its window's Worker may do.

interface TrustedTypesWindow extends Window {
  readonly Worker: typeof Worker;
  readonly trustedTypes: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): string };
  };
}

/** Opens an empty page with this policy; "" is none. */
export async function openPage(policy: string): Promise<TrustedTypesWindow> {
  const frame = document.createElement("iframe");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><p>A page</p>`;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  return frame.contentWindow as unknown as TrustedTypesWindow;
}

/** Runs `act` with the workers of `page`: its policy decides, as if the code were that page's own. */
export async function withWorkersOf<T>(page: TrustedTypesWindow, act: () => Promise<T>): Promise<T> {
  const own = globalThis.Worker;
  globalThis.Worker = page.Worker;
  try {
    return await act();
  } finally {
    globalThis.Worker = own;
  }
}
