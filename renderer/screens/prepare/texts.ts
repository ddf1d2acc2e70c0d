/** Texts to breathe with that ship with the window; the trader's own stands first, in the settings. Scripture is the King James Version. */
export const shippedTexts: readonly { readonly id: string; readonly label: string; readonly text: string }[] = [
  { id: 'none', label: 'Nothing', text: '' },
  { id: 'process', label: 'One good decision', text: 'One good decision, then the next one.' },
  { id: 'see', label: 'What I see', text: 'I trade what I see, not what I want.' },
  { id: 'prove', label: 'Nothing to prove', text: 'I have nothing to prove today.' },
  { id: 'isaiah', label: 'Isaiah 30:15', text: 'In quietness and in confidence shall be your strength.' },
  { id: 'psalm', label: 'Psalm 46:10', text: 'Be still, and know that I am God.' },
  { id: 'proverbs', label: 'Proverbs 16:32', text: 'He that is slow to anger is better than the mighty; and he that ruleth his spirit than he that taketh a city.' },
];
