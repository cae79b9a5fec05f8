/** Drafts that are kept in this browser: programmes under a name, with the member and cart beside them. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Documents } from "./bench";

export interface Draft extends Documents {
  id: string;
  name: string;
  /** The programme of the gallery that it was begun from. */
  from: string;
  /** The programme's text as it was then: what differences are shown against. */
  original: string;
  /** When it was kept last, epoch milliseconds. */
  kept: number;
}

interface Kept extends DBSchema {
  drafts: { key: string; value: Draft };
}

export class Drafts {
  private constructor(private readonly database: IDBPDatabase<Kept>) {}

  /** @throws {DOMException} where the browser keeps nothing. */
  static async open(): Promise<Drafts> {
    const database = await openDB<Kept>("perks-studio", 1, {
      upgrade: (it) => void it.createObjectStore("drafts", { keyPath: "id" }),
    });
    return new Drafts(database);
  }

  /** The latest first. */
  async list(): Promise<Draft[]> {
    const all = await this.database.getAll("drafts");
    return all.sort((one, other) => other.kept - one.kept);
  }

  async keep(draft: Draft): Promise<void> {
    await this.database.put("drafts", draft);
  }

  async remove(id: string): Promise<void> {
    await this.database.delete("drafts", id);
  }
}

/** The least that is a programme, to begin with. */
export const TEMPLATE = `{
  "format": 1,
  "id": "my-programme",
  "version": 1,
  "name": { "en": "My programme", "zh-CN": "我的会员计划" },
  "currency": "CNY",
  "zone": "Asia/Shanghai",
  "points": {
    "earning": [
      { "id": "purchase", "on": "order", "give": { "per_amount": { "points": 1, "amount": "10.00" } } }
    ]
  },
  "offers": [
    {
      "id": "welcome",
      "name": { "en": "Welcome", "zh-CN": "欢迎礼" },
      "when": "enrolled",
      "benefit": { "percent": { "off": "5" } }
    }
  ]
}
`;
