/** Maps that stay small, in the order in which their entries were put there. */

/** Puts it last, and drops the first ones where there are more than so many. */
export function putLast<K, V>(map: Map<K, V>, key: K, value: V, most: number): V {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
  return value;
}
