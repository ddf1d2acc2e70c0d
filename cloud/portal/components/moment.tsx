/** Times and days as a table shows them: whole words stay on a line, and the zone is said to whoever asks. */
import { formatDate } from './format.ts';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** An ISO time in the reader's own zone; `day` leaves the hour out. */
export function Moment({ at, day = false }: { at: string; day?: boolean }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={exact.format(time)}>
      <span className="whole">{day ? formatDate(at) : `${formatDate(at)},`}</span>
      {!day && (
        <>
          {' '}
          <span className="whole">{clock.format(time)}</span>
        </>
      )}
    </time>
  );
}
