/** A verified bundle in the words of the window and of the engine. Pure. */
import { createHash } from 'node:crypto';
import type { Brand } from '../../preload/contract/licence.ts';
import type { BundleClaims } from '../cloud/contract.ts';
import type { PartnerRules } from '../journal/partner-rules.ts';
import { cleanLogo } from './logo.ts';

/** What the trader did with what the partner sent. */
export interface Answers {
  readonly dismissed: readonly string[];
  readonly accepted: readonly { readonly kind: string; readonly version: number; readonly at: number }[];
}

/** @param isBranded whether the plan includes the partner's look */
export function brandOf({ branding, announcements, legal }: BundleClaims, { dismissed, accepted }: Answers, isBranded: boolean, now: number): Brand {
  return {
    name: branding.displayName,
    theme: isBranded ? branding.theme : null,
    logo: isBranded ? cleanLogo(branding.logo) : null,
    links: branding.links,
    announcements: announcements
      .filter(({ id, startsAt, endsAt }) => !dismissed.includes(id) && Date.parse(startsAt) <= now && (endsAt === null || now < Date.parse(endsAt)))
      .map(({ id, title, body, startsAt }) => ({ id, title: title.slice(0, 200), body, at: Date.parse(startsAt) })),
    legal: legal
      .filter(({ url }) => url.startsWith('https://'))
      .map(({ kind, version, title, url, effectiveAt }) => ({
        kind, version, title: title.slice(0, 200), url, effectiveAt: Date.parse(effectiveAt),
        acceptedAt: accepted.find((one) => one.kind === kind && one.version === version)?.at ?? null,
      })),
  };
}

export function partnerRulesOf({ branding, rulePacks }: BundleClaims): PartnerRules {
  return {
    name: branding.displayName,
    packs: rulePacks.map(({ packId, name, version, contentHash, publishedAt, rules }) => ({
      id: packId, name: name.slice(0, 200), version, hash: contentHash, publishedAt: Date.parse(publishedAt),
      rules: rules
        .filter(({ enabled }) => enabled)
        .map(({ id, kind, severity, enabled, shadow, priority, parameters }) => ({ id: ruleId(packId, id), kind, words: '', severity, enabled, shadow, priority, params: parameters })),
    })),
  };
}

const MOST_CHARACTERS = 64;

/** Stays the same over the versions of a pack, and apart from the trader's own ids and other packs'. */
function ruleId(packId: string, id: string): string {
  const whole = `${packId.slice(0, 8)}.${id}`;
  if (whole.length <= MOST_CHARACTERS) return whole;
  return `${whole.slice(0, MOST_CHARACTERS - 9)}.${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
}
