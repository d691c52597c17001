/** The Reference Security Incident Taxonomy, version 1003, in French. */
export const rsitFr = {
  class: {
    'abusive-content': 'Contenu abusif',
    'malicious-code': 'Code malveillant',
    'information-gathering': 'Collecte d’informations',
    'intrusion-attempts': 'Tentative d’intrusion',
    intrusions: 'Intrusion',
    availability: 'Disponibilité',
    'information-content-security': 'Sécurité des données',
    fraud: 'Fraude',
    vulnerable: 'Vulnérabilité',
    other: 'Autre',
    test: 'Test',
  },
  type: {
    'abusive-content': {
      spam: 'Pourriel',
      'harmful-speech': 'Propos nuisibles',
      violence: 'Contenu violent ou pédocriminel',
    },
    'malicious-code': {
      'infected-system': 'Système infecté (dont rançongiciel)',
      'c2-server': 'Serveur de commande et de contrôle',
      'malware-distribution': 'Diffusion de code malveillant',
      'malware-configuration': 'Configuration de code malveillant',
    },
    'information-gathering': {
      scanner: 'Balayage de ports ou de services',
      sniffing: 'Écoute du réseau',
      'social-engineering': 'Ingénierie sociale',
    },
    'intrusion-attempts': {
      'ids-alert': 'Exploitation d’une vulnérabilité connue',
      'brute-force': 'Essais de mots de passe',
      exploit: 'Attaque nouvelle',
    },
    intrusions: {
      'privileged-account-compromise': 'Compte à privilèges compromis',
      'unprivileged-account-compromise': 'Compte ordinaire compromis',
      'application-compromise': 'Application compromise',
      'system-compromise': 'Système compromis',
      burglary: 'Effraction',
    },
    availability: {
      dos: 'Déni de service',
      ddos: 'Déni de service distribué',
      misconfiguration: 'Erreur de configuration',
      sabotage: 'Sabotage',
      outage: 'Panne',
    },
    'information-content-security': {
      'unauthorised-information-access': 'Accès non autorisé aux données',
      'unauthorised-information-modification': 'Modification non autorisée des données',
      'data-loss': 'Perte de données',
      'data-leak': 'Fuite de données',
    },
    fraud: {
      'unauthorised-use-of-resources': 'Usage non autorisé de ressources',
      copyright: 'Atteinte au droit d’auteur',
      masquerade: 'Usurpation d’identité',
      phishing: 'Hameçonnage',
    },
    vulnerable: {
      'weak-crypto': 'Chiffrement faible',
      'ddos-amplifier': 'Amplificateur de déni de service',
      'potentially-unwanted-accessible': 'Service exposé à tort',
      'information-disclosure': 'Divulgation d’informations',
      'vulnerable-system': 'Système vulnérable',
    },
    other: { other: 'Autre', undetermined: 'Indéterminé' },
    test: { test: 'Test' },
  },
};
