import { useEffect, useState } from 'react';
import { call } from '../../ipc.ts';

interface RuleWords {
  /** The rules in the trader's own words, by rule id. */
  readonly words: ReadonlyMap<string, string>;
  /** Characters an override's note needs at least. */
  readonly noteMinLength: number;
}

const unread: RuleWords = { words: new Map(), noteMinLength: 20 };

/** What the rule set in force says about blocks; the product's minimum until it has been read. */
export function useRuleWords(): RuleWords {
  const [known, setKnown] = useState(unread);
  useEffect(() => {
    let gone = false;
    void call('rules.get').then((result) => {
      if (gone || !result.ok) return;
      const { rules, override } = result.value.current;
      setKnown({ words: new Map(rules.map((rule) => [rule.id, rule.words])), noteMinLength: override.noteMinLength });
    });
    return () => {
      gone = true;
    };
  }, []);
  return known;
}
