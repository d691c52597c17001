import { AssetField, type ColumnMapping } from '#libs/contracts';
import { compact, fold, words } from '../matching/fold.js';

/** Headings seen in French and English inventories, by field, the most telling first. */
const HEADINGS: Record<AssetField, readonly string[]> = {
  vendor: ['fournisseur', 'éditeur', 'fabricant', 'constructeur', 'marque', 'vendor', 'manufacturer', 'supplier', 'publisher', 'brand', 'société'],
  product: ['produit', 'nom du produit', 'product', 'product name', 'logiciel', 'application', 'équipement', 'désignation', 'libellé', 'modèle', 'model', 'software', 'device', 'nom', 'name'],
  version: ['version', 'numéro de version', 'version logicielle', 'release', 'version installée', 'firmware', 'révision'],
  category: ['catégorie', 'type', 'famille', 'category', 'nature', 'classe', 'family'],
  careService: ['service', 'service de soins', 'unité', 'pôle', 'care service', 'department', 'ward', 'uf', 'service utilisateur'],
  criticality: ['criticité', 'criticité clinique', 'criticality', 'niveau de criticité', 'importance', 'priorité', 'priority', 'critical'],
  quantity: ['quantité', 'qté', 'nombre', 'quantity', 'qty', 'count', 'nb', 'effectif'],
  location: ['localisation', 'emplacement', 'site', 'lieu', 'location', 'bâtiment', 'local', 'building', 'salle', 'room'],
  comment: ['commentaire', 'commentaires', 'remarque', 'remarques', 'observation', 'observations', 'comment', 'comments', 'notes', 'note'],
}; // prettier-ignore

const key = (text: string): string => compact(words(fold(text)));

/** Which column is probably which field. Exact headings first; then columns that hold a heading as words, so that "Nom du fournisseur" is found. */
export function guessMapping(columns: readonly string[]): ColumnMapping {
  const mapping: ColumnMapping = {};
  const free = new Set(columns);
  const passes: ((column: string, heading: string) => boolean)[] = [
    (column, heading) => key(column) === key(heading),
    (column, heading) => ` ${words(fold(column)).join(' ')} `.includes(` ${words(fold(heading)).join(' ')} `),
  ];
  for (const fits of passes)
    for (const field of AssetField.options) {
      if (mapping[field] !== undefined) continue;
      const column = firstOf(HEADINGS[field], (heading) => [...free].find((candidate) => fits(candidate, heading)));
      if (column === undefined) continue;
      mapping[field] = column;
      free.delete(column);
    }
  return mapping;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
