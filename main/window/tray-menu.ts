/** What the tray says and offers. Pure; `tray.ts` shows it. */

export interface TrayStatus {
  /** Null without a ticket cap, or without an account. */
  readonly ticketsLeft: number | null;
  /** Null when there is no session to prepare. */
  readonly prepared: boolean | null;
}

export interface TrayLine {
  readonly label: string;
  /** Null for a line that only says something. */
  readonly action: 'open' | 'ticket' | 'rehab' | 'quit' | null;
}

export interface TrayTexts {
  readonly tooltip: string;
  /** Groups, with a separator between. */
  readonly menu: readonly (readonly TrayLine[])[];
}

export function trayTexts({ ticketsLeft, prepared }: TrayStatus): TrayTexts {
  const left = ticketsLeft === null ? null : ticketsLeft === 1 ? '1 ticket left' : `${ticketsLeft} tickets left`;
  const said = [prepared === false ? 'not prepared' : null, left].filter((text) => text !== null);
  return {
    tooltip: ['Holdfast', ...said].join(' · '),
    menu: [
      ...(said.length > 0 ? [said.map((text): TrayLine => ({ label: text.charAt(0).toUpperCase() + text.slice(1), action: null }))] : []),
      [
        { label: 'Open Holdfast', action: 'open' },
        prepared === false ? { label: 'Prepare the session', action: 'rehab' } : { label: 'New ticket', action: 'ticket' },
      ],
      [{ label: 'Quit', action: 'quit' }],
    ],
  };
}
