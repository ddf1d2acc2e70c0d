/** Time zones to choose from: what exports are most often written in, then all of them. The browser's own list lacks UTC. */
export const ZONES: readonly { readonly value: string; readonly label: string }[] = [...new Set(['America/New_York', 'America/Chicago', 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
