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
  if (store === 'drafts') askToPersist();
};

let asked = false;

/**
 * Asks the browser not to clear what is kept when the disk runs short. It may ask the person, so not before they have typed something; it
 * may also say no, and nothing on the screen promises more than that the text is on this device now.
 */
function askToPersist() {
  if (asked) return;
  asked = true;
  void navigator.storage?.persist?.().catch(() => false);
}

export const dropLocal = async (store: Store, key: string) => {
  await (await database()).delete(store, key);
};
