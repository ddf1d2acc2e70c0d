/** A new answer with those parts of the last one that did not change: what shows them has nothing to draw. */
export function keepSame(known: object, fresh: object): object {
  return Object.fromEntries(Object.entries(fresh).map(([name, part]) => [name, isSame(Reflect.get(known, name), part) ? Reflect.get(known, name) : part]));
}

/** Whether two values of JSON say the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(Reflect.get(one, key), Reflect.get(other, key)));
}
