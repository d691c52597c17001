/** Milliseconds in which questions are gathered. */
const GATHER = 5;

interface Waiting<V> {
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/** Asks once for what many want to know at about the same time. */
export class Batcher<K, V> {
  private waiting = new Map<K, Waiting<V>[]>();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param load answers many keys at once; a key that it leaves out has no value
   * @param most keys in one question
   */
  constructor(
    private readonly load: (keys: K[]) => Promise<ReadonlyMap<K, V>>,
    private readonly most: number,
  ) {}

  get(key: K): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      const others = this.waiting.get(key);
      if (others) others.push({ resolve, reject });
      else this.waiting.set(key, [{ resolve, reject }]);
      if (this.waiting.size >= this.most) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), GATHER);
    });
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const asked = this.waiting;
    this.waiting = new Map();
    this.load([...asked.keys()]).then(
      (values) => asked.forEach((waiting, key) => waiting.forEach(({ resolve }) => resolve(values.get(key)))),
      (error: unknown) => asked.forEach((waiting) => waiting.forEach(({ reject }) => reject(error))),
    );
  }
}
