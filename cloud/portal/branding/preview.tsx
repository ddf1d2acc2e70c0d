import { palettes } from '../../../renderer/theme/palettes.ts';
import type { Branding } from '../../contract/bundle.ts';

/** How the brand looks on a desktop, in one colour scheme. It is a picture: nothing in it can be used. */
export function BrandPreview({ scheme, branding }: { scheme: 'light' | 'dark'; branding: Branding }) {
  const { accent, onAccent } = branding.theme[scheme];
  return (
    <figure className="preview">
      <div className={`preview-window ${scheme}`} style={{ background: palettes[scheme].surface }} aria-hidden="true">
        <p className="preview-head">
          {branding.logo !== null && <img src={branding.logo} alt="" />}
          <span>{branding.displayName === '' ? 'Display name' : branding.displayName}</span>
        </p>
        <p className="preview-tabs">
          <span style={{ color: accent, borderColor: accent }}>Ticket</span>
          <span>Trades</span>
        </p>
        <p>
          <span className="preview-button" style={{ background: accent, color: onAccent }}>
            Take the ticket
          </span>
        </p>
      </div>
      <figcaption>{scheme === 'light' ? 'Light' : 'Dark'}</figcaption>
    </figure>
  );
}
