const given = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** The nonce that the gateway wrote into the page, for the `<style>` elements made while running. */
export const styleNonce = () => given;
