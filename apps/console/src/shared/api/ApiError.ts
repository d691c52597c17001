import type { RefusalBody } from '#libs/contracts';

/** What went wrong with a request, as the API said it; `network` when no answer came. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: RefusalBody,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(body.message);
    this.name = 'ApiError';
  }

  get code(): string {
    return this.body.code;
  }

  /** Whether the same request may succeed later: nothing is wrong with it. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export const noAnswer = () => new ApiError(0, { code: 'network', message: '', traceId: '' });

export const asApiError = (error: unknown): ApiError | null => (error instanceof ApiError ? error : null);
