interface Waiting<Key, Answer> {
  key: Key;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers the keys asked for while as many batches as may be are on their way, and asks for them together. `ask` answers
 * in the order of its keys.
 */
export function inBatches<Key, Answer>(
  ask: (keys: Key[]) => Promise<readonly Answer[]>,
  most: number,
): (key: Key) => Promise<Answer> {
  let waiting: Waiting<Key, Answer>[] = [];
  let onTheWay = 0;
  let isPlanned = false;

  async function send(batch: Waiting<Key, Answer>[]): Promise<void> {
    onTheWay += 1;
    try {
      const answers = await ask(batch.map(({ key }) => key));
      batch.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('A batch was answered in part.'));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      onTheWay -= 1;
      plan();
    }
  }

  function flush(): void {
    isPlanned = false;
    if (waiting.length === 0 || onTheWay >= most) return;
    const batch = waiting;
    waiting = [];
    void send(batch);
  }

  function plan(): void {
    if (isPlanned || waiting.length === 0 || onTheWay >= most) return;
    isPlanned = true;
    setImmediate(flush);
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      plan();
    });
}
