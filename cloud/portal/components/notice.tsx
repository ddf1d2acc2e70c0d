import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const icons = { info: Info, clear: CircleCheck, caution: TriangleAlert, problem: CircleX } as const;

/** Something to know. A problem is announced when it appears. */
export function Notice({ kind = 'info', title, children }: { kind?: keyof typeof icons; title: string; children?: ReactNode }) {
  const Icon = icons[kind];
  return (
    <div className={`notice ${kind}`} role={kind === 'problem' ? 'alert' : undefined}>
      <Icon size={17} aria-hidden="true" />
      <div>
        <p className="notice-title">{title}</p>
        {children !== undefined && <div className="notice-body">{children}</div>}
      </div>
    </div>
  );
}
