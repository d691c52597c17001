/** How long to wait before the next attempt: what the server asks, else longer each time up to half a minute. */
export const waitSeconds = (failures: number, asked: number | null): number =>
  asked ? Math.min(asked, 60) : Math.min(30, 2 ** Math.min(failures, 5));
