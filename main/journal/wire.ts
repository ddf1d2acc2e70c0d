/** Values on their way to the window. */

type DeepReadonly<T> = T extends readonly (infer Item)[] ? readonly DeepReadonly<Item>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The engine's values are read-only, the contract's types are not; a wire copies every value, so nothing is shared. */
export function wire<T>(value: DeepReadonly<T>): T {
  return value as T;
}
