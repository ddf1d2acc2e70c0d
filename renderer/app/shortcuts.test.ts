import { describe, expect, it } from 'vitest';
import keyboard from '../../docs/keyboard.md?raw';
import { shortcutGroups } from './shortcuts.ts';

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
