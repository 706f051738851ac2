// Workers of the frame. Its origin is its own, so that it may start none from an address: each is a blob that fetches its code.

/** Where the files of this release are, with a slash at the end. */
export function filesAt(scriptUrl: string, release: string): string {
  return new URL(`documents/${release}/`, scriptUrl).href;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/** Starts a worker that runs the module at `url`: one of ours. Its first message says that it listens. */
export async function startModuleWorker(url: string): Promise<Worker> {
  const source = `import(${JSON.stringify(url)}).catch((error) => { postMessage({ glance: "failed" }); throw error; });`;
  const blob = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const rules = { createScriptURL: (text: string): string => text };
  policy ??= trustedTypes?.createPolicy("glance-cobrowse", rules);
  try {
    const worker = new Worker((policy ?? rules).createScriptURL(blob) as string); // DOM types know of no Trusted Types
    await listening(worker);
    return worker;
  } finally {
    URL.revokeObjectURL(blob);
  }
}

function listening(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error("the worker does not start"));
    worker.onmessage = ({ data }: MessageEvent<{ readonly glance?: string } | undefined>) => {
      worker.onerror = worker.onmessage = null;
      if (data?.glance === "failed") reject(new Error("the worker's code did not come"));
      else resolve();
    };
  });
}
