export function PrepareScreen() {
  return null;
}
