import { inFrench } from './in-french.js';
import { type ArchiveFile, type Manifest, QUARANTINE } from './manifest.js';

type Described = Omit<Manifest, 'files'>;

/** @param attachments the files on incidents @returns what a lawyer and the engineer of a successor read first */
export function readMe(manifest: Described, attachments: readonly ArchiveFile[]): Record<string, string> {
  const unclean = attachments.filter(({ path }) => path.startsWith(QUARANTINE)).map(({ verdict = '' }) => verdict);
  return { 'LISEZ-MOI.txt': french(manifest, unclean), 'README.txt': english(manifest, unclean) };
}

const VERDICTS: Readonly<Record<string, string>> = {
  unscanned: 'pas encore examiné',
  infected: 'infecté',
  encrypted: 'chiffré',
  'too-large': 'trop volumineux pour être examiné',
  unreadable: 'illisible pour l’antivirus',
};

function byVerdict(unclean: readonly string[], inWords: (verdict: string) => string): string {
  const kinds = [...new Set(unclean)].toSorted();
  return kinds.map((kind) => `${inWords(kind)}${unclean.filter((verdict) => verdict === kind).length}`).join(', ');
}

const list = (lines: readonly string[]): string => lines.map((line) => `  - ${line}`).join('\n');
const tablesOf = ({ tables }: Described): string =>
  list(tables.map(({ table, rows, why }) => `${table} (${rows}): ${why}`));
const behindOf = ({ notIncluded }: Described): string => list(notIncluded.map(({ what, why }) => `${what}: ${why}`));
const frenchTablesOf = ({ tables }: Described): string =>
  list(tables.map(({ table, rows, why }) => `${table} (${rows})\u00a0: ${inFrench(why)}`));
const frenchBehindOf = ({ notIncluded }: Described): string =>
  list(notIncluded.map(({ what, why }) => `${inFrench(what)}\u00a0: ${inFrench(why)}`));
const ownersOf = ({ scope }: Described): string | undefined =>
  scope.kind === 'all'
    ? undefined
    : scope.facilities.map(({ name, finess }) => `${name} (FINESS ${finess})`).join(', ');

const french = (manifest: Described, unclean: readonly string[]): string => `Vigie : restitution de données
==============================

Ce dossier contient ${
  ownersOf(manifest) === undefined
    ? 'toutes les données que cette instance de Vigie conserve, à l’exception de ce qui est nommé à la fin'
    : `les données de : ${ownersOf(manifest)}`
}.
Elles sont telles qu’elles étaient à un seul instant : ${manifest.instant} (temps universel).

ATTENTION : il contient des données personnelles et confidentielles (noms, adresses, récits d’incidents). Conservez-le chiffré, et ne le
transmettez qu’à qui doit le recevoir.
${
  unclean.length === 0
    ? ''
    : `
DANGER : aucun antivirus n’a déclaré sain ce que contient files/quarantine/ (${byVerdict(unclean, (kind) => `${VERDICTS[kind] ?? kind} : `)}).
N’en ouvrez rien sur un poste de travail : il peut s’y trouver du code malveillant. Un antivirus qui en supprimerait un fichier rendrait le
dossier incomplet. Repris dans une instance de Vigie, chaque fichier garde cet état.
`
}
Comment le lire
  - incidents/     chaque incident avec tout ce qui s’y rattache, dans un document à lire. Il répète le contenu des tables.
  - tables/        toutes les données, une table par fichier, une ligne par enregistrement (format NDJSON : un document JSON par ligne, UTF-8).
  - schemas/       la description de chaque table (JSON Schema).
  - files/         les pièces jointes et documents reçus, tels quels. La table dit quel fichier appartient à quel enregistrement.
                   Un fichier joint à un incident porte l’identifiant de son enregistrement (incident.attachment) ; manifest.json donne
                   son nom d’origine et l’avis de l’antivirus. Déclaré sain, il est dans attachments/, sinon dans quarantine/.
  - manifest.json  ce que le dossier contient : version, instant, nombre d’enregistrements, empreinte de chaque fichier.
  - SHA256SUMS     les empreintes, à vérifier par « sha256sum -c SHA256SUMS ».

Les dates sont en temps universel, à la microseconde. Les nombres qui pourraient être arrondis sont écrits entre guillemets. Un
enregistrement en désigne un autre par son identifiant ; la description donne le type de chaque colonne.

Pour le reprendre dans une instance vide de Vigie : « vigie import DOSSIER ». Le guide de l’exploitant l’explique.

Ce qu’il contient (table, nombre d’enregistrements, raison)
${frenchTablesOf(manifest)}

Ce qu’il ne contient pas, et pourquoi
${frenchBehindOf(manifest)}
`;

const english = (manifest: Described, unclean: readonly string[]): string => `Vigie: data given back
======================

This folder holds ${
  ownersOf(manifest) === undefined
    ? 'all data that this instance of Vigie keeps, but for what is named at the end'
    : `the data of ${ownersOf(manifest)}`
}.
They are as they stood at one instant: ${manifest.instant} (UTC).

TAKE CARE: personal and confidential data are in it (names, addresses, accounts of incidents). Keep it encrypted, and give it to nobody
who need not have it.
${
  unclean.length === 0
    ? ''
    : `
DANGER: no scanner has found clean what is in files/quarantine/ (${byVerdict(unclean, (kind) => `${kind}: `)}).
Open none of it on a desk: there may be malicious code in it. A scanner that removes a file leaves the folder incomplete. Taken into an
instance of Vigie, each file keeps that state.
`
}
How to read it
  - incidents/     each incident with all that belongs to it, as one document for people. It repeats the tables.
  - tables/        all data: one file a table, one record a line (NDJSON: a JSON document a line, UTF-8), sorted by the key.
  - schemas/       what each table looks like (JSON Schema).
  - files/         attachments and documents as they came. The table says which bytes of which file belong to which record.
                   A file on an incident is named by the id of its record (incident.attachment); manifest.json has its own name and what
                   the scanner said. Found clean it is in attachments/, otherwise in quarantine/.
  - manifest.json  what is here: version, instant, numbers of records, checksum of each file.
  - SHA256SUMS     the checksums, for "sha256sum -c SHA256SUMS".

Instants are UTC, to the microsecond. Numbers that a reader might round are strings; bytes are base64 or a part of a file. One record names
another by its id; "$comment" in a schema is PostgreSQL's type of the column. A JSON null is the column's null.

To take it into an empty instance of Vigie: "vigie import FOLDER". The operator's guide explains it.

What is in it (table, number of records, reason)
${tablesOf(manifest)}

What is not in it, and why
${behindOf(manifest)}
`;
