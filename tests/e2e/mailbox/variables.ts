import type { TestImap } from '#libs/testing';

/** What the incident service is told of the test's mailbox. */
export const mailboxVariables = ({ url, caFile }: TestImap): Record<string, string> => ({
  VIGIE_IMAP_URL: url,
  VIGIE_IMAP_CA_FILE: caFile,
});
