// The one Trusted Types policy of the page (its name stands in the Content-Security-Policy).

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): unknown;
  };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const policy = policies?.createPolicy("cozydock", {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== origin) {
      throw new TypeError(`a script from elsewhere: ${url}`);
    }
    return url;
  },
});

/** Vouches for the address of one of our own scripts, and refuses any other origin's. */
export function ownScriptUrl(url: string | URL): URL {
  // A trusted address is its own type in the browser, which the type library does not know.
  return (policy ? policy.createScriptURL(String(url)) : url) as URL;
}
