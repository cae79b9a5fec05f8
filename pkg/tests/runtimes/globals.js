/** Imported before the package: the names of what is global without it. */
export const before = new Set(Reflect.ownKeys(globalThis));
