/** A feature's texts, nested; a plural is two keys, `key_one` and `key_other`. */
export interface Catalogue {
  [key: string]: string | Catalogue;
}

type Base<Key extends string> = Key extends `${infer Name}_one` | `${infer Name}_other` ? Name : Key;

/** The keys of a catalogue, as `t` takes them. */
export type KeyOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Base<Key> : `${Base<Key>}.${KeyOf<Texts[Key]>}`;
}[keyof Texts & string];

/** The same keys, other texts. */
export type Mirror<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : Mirror<Texts[Key]> };
