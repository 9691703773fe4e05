// What the charts show: quotes counted by speaker, cue, kind, pair of speakers and time.

const tallies = (() => {
  const PAIR = " & ";
  const PEOPLE_PAIRED = 60; // of one article: more would make pairs without end
  const FEWEST_COLUMNS = 14; // so that a column of a short time line is no wall
  const DAY = 864e5; // in milliseconds

  /** The most frequent values, with the number of quotes of each kind. */
  function byKind(quotes, valuesOf) {
    const rows = new Map();
    for (const quote of quotes) {
      for (const value of new Set(valuesOf(quote))) {
        if (!rows.has(value)) rows.set(value, { value, total: 0, direct: 0, mixed: 0, indirect: 0 });
        const row = rows.get(value);
        row.total += 1;
        row[quote.kind] += 1;
      }
    }
    return [...rows.values()].sort((a, b) => b.total - a.total || (a.value < b.value ? -1 : 1));
  }

  /** The names of those who are quoted in each article. */
  function peopleByArticle(quotes) {
    const people = new Map();
    for (const quote of quotes) {
      if (!people.has(quote.articleNumber)) people.set(quote.articleNumber, new Set());
      for (const speaker of quote.speakers) people.get(quote.articleNumber).add(speaker.name);
    }
    return people;
  }

  /**
   * Pairs of speakers by the number of articles that quote both, for those that share more than one. One of the two is
   * listed; the other need not be, so that a single speaker's company can be seen too.
   */
  function pairs(quotes) {
    const listed = peopleByArticle(quotes);
    const everybody = peopleByArticle(data.quotes);
    const together = [...listed].flatMap(([article, names]) => {
      const sorted = [...everybody.get(article)].slice(0, PEOPLE_PAIRED).sort();
      return sorted.flatMap((one, place) =>
        sorted
          .slice(place + 1)
          .filter((other) => names.has(one) || names.has(other))
          .map((other) => one + PAIR + other),
      );
    });
    return counted(together)
      .filter(([, total]) => total > 1)
      .map(([value, total]) => ({ value, total }));
  }

  /** Quotes a day, week or month, whichever gives a readable number of bars. */
  function timeline(quotes) {
    const days = quotes.filter((quote) => quote.day).map((quote) => new Date(`${quote.day}T00:00:00Z`));
    const [first, last] = d3.extent(days);
    const span = first ? (last - first) / DAY : 0;
    const [unit, interval] =
      span > 730 ? ["month", d3.utcMonth] : span > 90 ? ["week", d3.utcMonday] : ["day", d3.utcDay];
    const counts = d3
      .rollups(
        days,
        (found) => found.length,
        (day) => +interval.floor(day),
      )
      .sort((a, b) => a[0] - b[0]);
    const iso = (time) => new Date(time).toISOString().slice(0, 10);
    const rows = counts.map(([time, total]) => ({
      value: iso(time),
      total,
      start: new Date(time),
      end: interval.offset(new Date(time)),
      last: iso(+interval.offset(new Date(time)) - DAY),
    }));
    return { unit, rows, domain: rows.length ? widened(interval, rows[0].start, rows[rows.length - 1].end) : null };
  }

  /** A stretch of time that holds at least FEWEST_COLUMNS, with what is known of it in the middle. */
  function widened(interval, start, end) {
    const spare = Math.max(0, FEWEST_COLUMNS - interval.count(start, end));
    return [interval.offset(start, -Math.floor(spare / 2)), interval.offset(end, Math.ceil(spare / 2))];
  }

  return { PAIR, byKind, pairs, timeline };
})();
