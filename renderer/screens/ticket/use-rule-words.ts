import { useEffect, useState } from 'react';
import { call } from '../../ipc.ts';

type RuleWords = ReadonlyMap<string, string>;

const unread: RuleWords = new Map();

/** The rules in the trader's own words, by rule id; empty until they have been read. */
export function useRuleWords(): RuleWords {
  const [words, setWords] = useState(unread);
  useEffect(() => {
    let gone = false;
    void call('rules.get').then((result) => {
      if (!gone && result.ok) setWords(new Map(result.value.current.rules.map((rule) => [rule.id, rule.words])));
    });
    return () => {
      gone = true;
    };
  }, []);
  return words;
}
