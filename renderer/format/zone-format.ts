/** A format on the clocks of IANA zones. Making one takes a while, so that each zone's is made once. */
export function onClockOf(options: Intl.DateTimeFormatOptions): (at: number, zone: string) => string {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (at, zone) => {
    let format = made.get(zone);
    if (format === undefined) made.set(zone, (format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })));
    return format.format(at);
  };
}

export const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const satisfies Intl.DateTimeFormatOptions;
