import { WEEKDAYS } from '../routing/routing.js';
import type { Frame } from './frame.js';
import { clockTime, zoneName } from './time-words.js';

/** The disclosure: who answers, who pays, what is done with the data, when people are here. */
export function WhoAnswers({ frame }: { frame: Frame }) {
  const { words, organisation } = frame;
  return (
    <section className="who" id="who" aria-labelledby="who-title">
      <div className="wide">
        <h2 id="who-title">{words.who.title}</h2>
        <p className="referral">{words.who.referral}</p>
        <div className="facts">
          {organisation ? (
            <>
              <div>
                <h3>{words.who.answers}</h3>
                <OwnWords
                  frame={frame}
                  text={organisation.whoAnswers}
                  spanish={frame.look.whoAnswersEs}
                />
                <p>{organisation.recordCalls ? words.who.recorded : words.who.notRecorded}</p>
              </div>
              <div>
                <h3>{words.who.pays}</h3>
                <OwnWords
                  frame={frame}
                  text={organisation.whoPays}
                  spanish={frame.look.whoPaysEs}
                />
              </div>
            </>
          ) : null}
          <div>
            <h3>{words.who.data}</h3>
            <p>{words.who.dataText}</p>
          </div>
          {organisation ? <Hours frame={frame} /> : null}
        </div>
      </div>
    </section>
  );
}

/** The organisation's own words; where it has none in Spanish, the English ones are shown as what they are. */
function OwnWords({ frame, text, spanish }: { frame: Frame; text: string; spanish: string }) {
  const { original } = frame.words.who;
  if (frame.language === 'en') return <p>{text}</p>;
  if (spanish !== '') return <p>{spanish}</p>;
  return (
    <>
      <p className="fine">{original}</p>
      <p lang="en">{text}</p>
    </>
  );
}

function Hours({ frame }: { frame: Frame }) {
  const { words, organisation, language } = frame;
  if (!organisation) return null;
  const { days, closedDay } = words.opening;
  const rows = groupedDays(organisation.businessHours);
  return (
    <div>
      <h3>{words.opening.title}</h3>
      <dl className="hours">
        {rows.map(({ from, to, pairs }) => (
          <div key={from}>
            <dt>{from === to ? plain(days[from]) : `${plain(days[from])} – ${plain(days[to])}`}</dt>
            <dd>
              {pairs
                .map(
                  ([start, end]) => `${clockTime(start, language)} – ${clockTime(end, language)}`,
                )
                .join(', ') || closedDay}
            </dd>
          </div>
        ))}
      </dl>
      <p className="fine">{words.opening.zone(zoneName(organisation.timeZone, language))}</p>
    </div>
  );
}

type HoursOfWeek = NonNullable<Frame['organisation']>['businessHours'];

/** Days with the same hours that follow each other are one row. */
function groupedDays(hours: HoursOfWeek) {
  const rows: { from: Weekday; to: Weekday; pairs: [string, string][] }[] = [];
  for (const day of WEEKDAYS) {
    const pairs = hours[day] ?? [];
    const last = rows.at(-1);
    if (last && JSON.stringify(last.pairs) === JSON.stringify(pairs)) last.to = day;
    else rows.push({ from: day, to: day, pairs });
  }
  return rows;
}

type Weekday = (typeof WEEKDAYS)[number];

/** "el lunes" stands in sentences; a table says "lunes". */
function plain(day: string): string {
  return day.replace(/^el /, '');
}
