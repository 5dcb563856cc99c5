// The one Trusted Types policy (on our own page its name stands in the Content-Security-Policy).

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): unknown;
  };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const policy = ownPolicy();

function ownPolicy(): ReturnType<Policies["createPolicy"]> | undefined {
  try {
    return policies?.createPolicy("cozydock", {
      createScriptURL(url) {
        if (new URL(url, location.href).origin !== origin) {
          throw new TypeError(`a script from elsewhere: ${url}`);
        }
        return url;
      },
    });
  } catch {
    // A page that hosts the widget allows other names only: it does without a worker.
    return undefined;
  }
}

/** Vouches for the address of one of our own scripts, and refuses any other origin's. */
export function ownScriptUrl(url: string | URL): URL {
  // A trusted address is its own type in the browser, which the type library does not know.
  return (policy ? policy.createScriptURL(String(url)) : url) as URL;
}
