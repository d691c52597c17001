/** Milliseconds that a page gets to show itself. */
const SHOWING = 500;

/** When the page stands and has nothing to do. */
export const standing = () =>
  new Promise<void>((resolve) => {
    setTimeout(() => {
      // Safari has no idle callback.
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2_000 });
      else resolve();
    }, SHOWING);
  });
