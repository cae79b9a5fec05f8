/** Where two JSON values part: each place by its pointer (RFC 6901), with what stands there. No import: for any runtime. */

/**
 * @param {unknown} expected
 * @param {unknown} actual
 * @returns {{path: string, expected: unknown, actual: unknown}[]} `undefined` where there is nothing; empty when they are the same
 */
export function differences(expected, actual, path = "") {
  if (isTree(expected) && isTree(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return names.flatMap((name) => {
      const at = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return differences(own(expected, name), own(actual, name), at);
    });
  }
  return JSON.stringify(expected) === JSON.stringify(actual) ? [] : [{ path, expected, actual }];
}

const isTree = (it) => it !== null && typeof it === "object";

const own = (it, name) => (Object.hasOwn(it, name) ? it[name] : undefined);
