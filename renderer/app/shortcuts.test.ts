import { describe, expect, it } from 'vitest';
import { shortcutGroups } from './shortcuts.ts';

// Read, not imported: the window itself uses nothing outside its folder.
const keyboard = Object.values(import.meta.glob<string>('../../docs/keyboard.md', { query: '?raw', import: 'default', eager: true })).join('');

describe('the shortcuts', () => {
  it.each(shortcutGroups.flatMap(({ title, shortcuts }) => shortcuts.map((shortcut) => ({ title, ...shortcut }))))('$title: “$does” stands in docs/keyboard.md', ({ title, keys, does }) => {
    const section = keyboard.split('\n## ').find((part) => part.startsWith(title));
    expect(section).toContain(`| ${keys.map((chord) => `\`${chord}\``).join(' or ')} | ${does} |`);
  });
  it('give every key of a group one meaning', () => {
    for (const { shortcuts } of shortcutGroups) {
      const all = shortcuts.flatMap(({ keys }) => keys);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
