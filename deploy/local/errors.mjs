/** A reason for which set-up cannot go on, told to the user as one sentence and without a stack trace. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * @param {unknown} error
 * @returns {string} what to show a person: the sentence of a set-up error, the stack of anything unexpected.
 */
export function describeError(error) {
  if (error instanceof SetupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
