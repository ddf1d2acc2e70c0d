/** How hard a rule bites, in words and in the colour of a tag. */
export const severityNames = { critical: 'Critical', major: 'Major', advisory: 'Advisory' } as const;
export const severityTags = { critical: 'block', major: 'caution', advisory: '' } as const;
export const severityOptions = [
  ['critical', 'Critical'],
  ['major', 'Major'],
  ['advisory', 'Advisory'],
] as const;
