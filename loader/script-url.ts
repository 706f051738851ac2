// Trusted Types: a page that enforces them has to allow one policy, named `glance-cobrowse`.

interface Policy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

const POLICY_NAME = "glance-cobrowse";
let policy: Policy | undefined;

function createPolicy(): Policy {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const rules = { createScriptURL: (url: string): string => url };
  try {
    return trustedTypes?.createPolicy(POLICY_NAME, rules) ?? rules;
  } catch {
    return rules; // the page forbids the policy: where it enforces Trusted Types, loading will fail and say so
  }
}

/**
 * `url` as a script element or a worker takes it. It is no string where there are Trusted Types, but stands for one.
 * Only for addresses that we made: our own scripts and our worker's blob.
 */
export function scriptUrl(url: string): string {
  policy ??= createPolicy();
  return policy.createScriptURL(url) as string; // DOM types know of no Trusted Types
}
