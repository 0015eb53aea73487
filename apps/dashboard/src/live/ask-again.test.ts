import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { QueryClient, type QueryKey, QueryObserver } from '@tanstack/react-query';
import { askAgain } from './ask-again';

/** A desk that reads what there is when it is asked, and answers when it is let. */
class SlowDesk {
  messages = 0;
  private readonly answers: (() => void)[] = [];

  ask = (): Promise<number> => {
    const read = this.messages;
    return new Promise((resolve) => this.answers.push(() => resolve(read)));
  };

  async answer(): Promise<void> {
    this.answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  get asked(): number {
    return this.answers.length;
  }
}

describe('asking again after a change', () => {
  let desk: SlowDesk;
  let client: QueryClient;
  let list: QueryObserver<number>;
  let leave: () => void;

  beforeEach(() => {
    desk = new SlowDesk();
    client = new QueryClient();
    client.mount();
    const queryKey: QueryKey = ['messages', 'getList', {}];
    list = new QueryObserver(client, { queryKey, queryFn: desk.ask });
    leave = list.subscribe(() => undefined);
  });
  afterEach(() => {
    leave();
    client.clear();
  });

  const shown = () => list.getCurrentResult().data;

  test('a first answer that was read before the change is asked for once more', async () => {
    desk.messages = 1;
    askAgain(client, ['messages', 'getList']);
    await desk.answer();
    expect(shown()).toBe(0);
    await desk.answer();
    expect(shown()).toBe(1);
    expect(desk.asked).toBe(0);
  });

  test('what is on screen is asked for again, and something else is left alone', async () => {
    await desk.answer();
    desk.messages = 1;
    askAgain(client, ['tasks', 'getList']);
    expect(desk.asked).toBe(0);
    askAgain(client, ['messages', 'getList']);
    await desk.answer();
    expect(shown()).toBe(1);
  });

  test('without a key, everything is', async () => {
    desk.messages = 1;
    askAgain(client);
    await desk.answer();
    await desk.answer();
    expect(shown()).toBe(1);
  });
});
