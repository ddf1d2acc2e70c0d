import { useRef, useState } from 'react';
import { accentTheme } from '../../../../renderer/theme/accent-theme.ts';
import { themeProblems } from '../../../../renderer/theme/tenant-theme.ts';
import { brandingSchema } from '../../../contract/bundle.ts';
import type { Branding } from '../../../contract/bundle.ts';
import { okSchema } from '../../../contract/common.ts';
import { api } from '../../api.ts';
import { useUnsaved } from '../../app/router.tsx';
import { say } from '../../app/status.tsx';
import { logoOf } from '../../branding/logo.ts';
import { BrandPreview } from '../../branding/preview.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ColourField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Await, Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { useLoad } from '../../components/use-load.ts';
import { isManager, useTenant } from './use-tenant.ts';

const MOST_LINKS = 8;

/** How the desktops of an organisation look: its name, its colours, its logo and its links. */
export function BrandingPage({ tenantId }: { tenantId: string }) {
  const path = `/api/tenants/${tenantId}/branding`;
  const tenant = useTenant(tenantId);
  const loaded = useLoad(path, () => api.get(path, brandingSchema));
  return (
    <Page title="Branding" lead="What your traders see on their desktops. Changes arrive at their next check.">
      <Await from={loaded}>
        {(branding) => <BrandingForm path={path} saved={branding} editable={tenant.data !== null && isManager(tenant.data)} />}
      </Await>
    </Page>
  );
}

function BrandingForm({ path, saved, editable }: { path: string; saved: Branding; editable: boolean }) {
  const [branding, setBranding] = useState(saved);
  const [kept, setKept] = useState(saved);
  const [logoProblem, setLogoProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const set = (change: Partial<Branding>): void => setBranding((before) => ({ ...before, ...change }));
  const setColour = (scheme: 'light' | 'dark', change: Partial<Branding['theme']['light']>): void =>
    setBranding((before) => ({ ...before, theme: { ...before.theme, [scheme]: { ...before.theme[scheme], ...change } } }));
  const setLink = (at: number, change: Partial<Branding['links'][number]>): void =>
    set({ links: branding.links.map((link, index) => (index === at ? { ...link, ...change } : link)) });
  const faults = themeProblems(accentTheme(branding.theme));
  const save = useAction(async () => {
    await api.put(path, okSchema, branding);
    setKept(branding);
    say('The branding is saved.');
  });
  const dirty = JSON.stringify(branding) !== JSON.stringify(kept);
  useUnsaved(dirty);
  const preview = (
    <div className="previews">
      <BrandPreview scheme="light" branding={branding} />
      <BrandPreview scheme="dark" branding={branding} />
    </div>
  );
  if (!editable) {
    return (
      <Card title={branding.displayName} lead="Owners and admins of the organisation can change it.">
        {preview}
      </Card>
    );
  }
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && faults.length === 0) save.run();
      }}
    >
      <Card title="Name and logo">
        <div className="form">
          <TextField label="Display name" required maxLength={60} value={branding.displayName} onChange={(event) => set({ displayName: event.currentTarget.value })} />
          <div className="logo-row">
            {branding.logo === null ? <span className="logo-none">No logo</span> : <img className="logo" src={branding.logo} alt="The logo" />}
            <div className="form-actions">
              <Button onClick={() => file.current?.click()}>{branding.logo === null ? 'Choose a logo' : 'Replace the logo'}</Button>
              {branding.logo !== null && (
                <Button kind="ghost" onClick={() => set({ logo: null })}>
                  Remove the logo
                </Button>
              )}
              <input
                ref={file}
                type="file"
                hidden
                aria-label="Logo file"
                accept="image/*"
                onChange={(event) => {
                  const chosen = event.currentTarget.files?.[0];
                  event.currentTarget.value = '';
                  if (chosen === undefined) return;
                  void logoOf(chosen).then((logo) => {
                    setLogoProblem(logo === null ? `${chosen.name} is not a picture that can be used.` : null);
                    if (logo !== null) set({ logo });
                  });
                }}
              />
            </div>
          </div>
          {logoProblem !== null && (
            <p className="field-problem" role="alert">
              {logoProblem}
            </p>
          )}
          <p className="field-hint">Any picture; it is kept as a PNG of at most 512 pixels a side, without anything else that was in the file.</p>
        </div>
      </Card>
      <Card title="Colours" lead="One accent for each appearance. Verdicts keep their own colours.">
        <div className="colour-pairs">
          {(['light', 'dark'] as const).map((scheme) => (
            <fieldset key={scheme} className="colours">
              <legend>{scheme === 'light' ? 'Light' : 'Dark'}</legend>
              <ColourField label="Accent" name={`${scheme} accent`} value={branding.theme[scheme].accent} onChange={(accent) => setColour(scheme, { accent })} />
              <ColourField label="Text on the accent" name={`${scheme} text on the accent`} value={branding.theme[scheme].onAccent} onChange={(onAccent) => setColour(scheme, { onAccent })} />
            </fieldset>
          ))}
        </div>
        {preview}
        {faults.length === 0 ? (
          <Notice kind="clear" title="Readable in both appearances" />
        ) : (
          <Notice kind="problem" title="These colours cannot be read">
            <ul>
              {faults.map(({ appearance, message }) => (
                <li key={`${appearance} ${message}`}>
                  {appearance === 'light' ? 'Light' : 'Dark'}: {message}.
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Card>
      <Card
        title="Links"
        lead="Shown in the desktop’s settings, e.g. your help page. They open in the browser."
        actions={
          branding.links.length < MOST_LINKS && (
            <Button small onClick={() => set({ links: [...branding.links, { label: '', url: 'https://' }] })}>
              Add a link
            </Button>
          )
        }
      >
        {branding.links.length === 0 ? (
          <p className="soft">None yet.</p>
        ) : (
          <ul className="link-rows" aria-label="Links">
            {branding.links.map((link, index) => (
              // A link has no name of its own; links are only added at the end and removed one by one.
              <li key={index} className="link-row">
                <TextField label={`Text of link ${index + 1}`} required maxLength={40} value={link.label} onChange={(event) => setLink(index, { label: event.currentTarget.value })} />
                <TextField label={`Address of link ${index + 1}`} required type="url" pattern="https://.+" title="An address that begins with https://" maxLength={500} value={link.url} onChange={(event) => setLink(index, { url: event.currentTarget.value })} />
                <Button kind="ghost" aria-label={`Remove link ${index + 1}`} onClick={() => set({ links: branding.links.filter((_, at) => at !== index) })}>
                  Remove
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {save.error !== null && <ProblemNotice error={save.error} />}
      <div className="form-actions">
        <Button type="submit" kind="primary" busy={save.busy || !dirty || faults.length > 0}>
          {dirty ? 'Save the branding' : 'Saved'}
        </Button>
      </div>
    </form>
  );
}
