/**
 * The Reference Security Incident Taxonomy, version 1003 (CC0): 11 classes, 39 types. Values match it exactly;
 * their names in French and English are in the console's catalogues.
 */
export const rsit = {
  'abusive-content': ['spam', 'harmful-speech', 'violence'],
  'malicious-code': ['infected-system', 'c2-server', 'malware-distribution', 'malware-configuration'],
  'information-gathering': ['scanner', 'sniffing', 'social-engineering'],
  'intrusion-attempts': ['ids-alert', 'brute-force', 'exploit'],
  intrusions: [
    'privileged-account-compromise',
    'unprivileged-account-compromise',
    'application-compromise',
    'system-compromise',
    'burglary',
  ],
  availability: ['dos', 'ddos', 'misconfiguration', 'sabotage', 'outage'],
  'information-content-security': [
    'unauthorised-information-access',
    'unauthorised-information-modification',
    'data-loss',
    'data-leak',
  ],
  fraud: ['unauthorised-use-of-resources', 'copyright', 'masquerade', 'phishing'],
  vulnerable: [
    'weak-crypto',
    'ddos-amplifier',
    'potentially-unwanted-accessible',
    'information-disclosure',
    'vulnerable-system',
  ],
  other: ['other', 'undetermined'],
  test: ['test'],
} as const satisfies Record<string, readonly string[]>;

export type RsitClass = keyof typeof rsit;

/** Whether `type` is a type of the class `rsitClass`. */
export function isRsitPair(rsitClass: string, type: string): boolean {
  return Object.hasOwn(rsit, rsitClass) && (rsit[rsitClass as RsitClass] as readonly string[]).includes(type);
}
