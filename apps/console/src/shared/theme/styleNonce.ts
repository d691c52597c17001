const given = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** The nonce that the gateway wrote into the page, for the `<style>` elements made while running. */
// The scroll lock of dialogs writes its own `<style>` and looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: given });

export const styleNonce = () => given;
