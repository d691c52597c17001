import type { Mirror } from '../../../shared/i18n/keys.js';
import type { rsitFr } from './rsit.fr.js';

export const rsitEn: Mirror<typeof rsitFr> = {
  class: {
    'abusive-content': 'Abusive content',
    'malicious-code': 'Malicious code',
    'information-gathering': 'Information gathering',
    'intrusion-attempts': 'Intrusion attempts',
    intrusions: 'Intrusions',
    availability: 'Availability',
    'information-content-security': 'Information content security',
    fraud: 'Fraud',
    vulnerable: 'Vulnerable',
    other: 'Other',
    test: 'Test',
  },
  type: {
    'abusive-content': {
      spam: 'Spam',
      'harmful-speech': 'Harmful speech',
      violence: 'Violent or child abuse content',
    },
    'malicious-code': {
      'infected-system': 'Infected system (ransomware included)',
      'c2-server': 'Command and control server',
      'malware-distribution': 'Malware distribution',
      'malware-configuration': 'Malware configuration',
    },
    'information-gathering': {
      scanner: 'Scanning',
      sniffing: 'Sniffing',
      'social-engineering': 'Social engineering',
    },
    'intrusion-attempts': {
      'ids-alert': 'Exploitation of known vulnerabilities',
      'brute-force': 'Login attempts',
      exploit: 'New attack signature',
    },
    intrusions: {
      'privileged-account-compromise': 'Privileged account compromise',
      'unprivileged-account-compromise': 'Unprivileged account compromise',
      'application-compromise': 'Application compromise',
      'system-compromise': 'System compromise',
      burglary: 'Burglary',
    },
    availability: {
      dos: 'Denial of service',
      ddos: 'Distributed denial of service',
      misconfiguration: 'Misconfiguration',
      sabotage: 'Sabotage',
      outage: 'Outage',
    },
    'information-content-security': {
      'unauthorised-information-access': 'Unauthorised access to information',
      'unauthorised-information-modification': 'Unauthorised modification of information',
      'data-loss': 'Data loss',
      'data-leak': 'Leak of confidential information',
    },
    fraud: {
      'unauthorised-use-of-resources': 'Unauthorised use of resources',
      copyright: 'Copyright',
      masquerade: 'Masquerade',
      phishing: 'Phishing',
    },
    vulnerable: {
      'weak-crypto': 'Weak cryptography',
      'ddos-amplifier': 'DDoS amplifier',
      'potentially-unwanted-accessible': 'Potentially unwanted accessible services',
      'information-disclosure': 'Information disclosure',
      'vulnerable-system': 'Vulnerable system',
    },
    other: { other: 'Other', undetermined: 'Undetermined' },
    test: { test: 'Test' },
  },
};
