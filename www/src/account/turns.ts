/** Tabs of one device beside each other: one at a time, and each told of what another did. */

/** Waits until no other tab does it, too. A browser without locks has no others that it could tell of either. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}

/** What tabs tell each other about an account. */
export class Others<News> {
  readonly #channel: BroadcastChannel;

  constructor(name: string, hear: (news: News) => void) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => hear(data);
  }

  tell(news: News): void {
    this.#channel.postMessage(news);
  }

  close(): void {
    this.#channel.close();
  }
}
