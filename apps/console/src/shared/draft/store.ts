import { openDB, type IDBPDatabase } from 'idb';

type Store = 'drafts' | 'kept';

let opened: Promise<IDBPDatabase> | undefined;

const database = () =>
  (opened ??= openDB('vigie', 1, {
    upgrade(db) {
      db.createObjectStore('drafts');
      db.createObjectStore('kept');
    },
  }));

export const readLocal = async <Value>(store: Store, key: string) =>
  (await (await database()).get(store, key)) as Value | undefined;

export const writeLocal = async (store: Store, key: string, value: unknown) => {
  await (await database()).put(store, value, key);
};

export const dropLocal = async (store: Store, key: string) => {
  await (await database()).delete(store, key);
};
