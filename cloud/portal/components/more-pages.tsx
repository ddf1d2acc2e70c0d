import { Button } from './button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { Pages } from './use-pages.ts';

/** Under a list: asks for the next page, and says why it did not come. */
export function MorePages({ list: { more, error }, label = 'Show more' }: { list: Pages<unknown>; label?: string }) {
  return (
    <>
      {error !== null && <ProblemNotice error={error} />}
      {more !== null && (
        <div>
          <Button onClick={more}>{label}</Button>
        </div>
      )}
    </>
  );
}
