/** How far each feed has been read, for this person in this tab. */
export class Cursors {
  private readonly known: Record<string, number>;

  constructor(
    private readonly key: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
  ) {
    this.known = JSON.parse(storage.getItem(key) ?? '{}') as Record<string, number>;
  }

  all(): Record<string, number> {
    return { ...this.known };
  }

  /** Takes note of an item; false when it has been seen already. */
  advance(recipient: string, cursor: number): boolean {
    if (cursor <= (this.known[recipient] ?? 0)) return false;
    this.known[recipient] = cursor;
    return true;
  }

  keep() {
    this.storage.setItem(this.key, JSON.stringify(this.known));
  }
}
