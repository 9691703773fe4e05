// The charts, drawn by Observable Plot from the quotes that are listed. A bar is a filter, and its numbers stand in a table.

const charts = (() => {
  const KINDS = ["direct", "mixed", "indirect"];
  const MOST = 12;
  const { PAIR, byKind, pairs, timeline } = tallies;
  const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

  /** A label that fits: of a pair, each name is shortened. */
  function label(text, letters) {
    if (text.length <= letters || !text.includes(PAIR)) return short(text, letters);
    return text
      .split(PAIR)
      .map((name) => short(name, Math.floor((letters - PAIR.length) / 2)))
      .join(PAIR);
  }

  const common = (width) => ({ width, style: { background: "none", fontSize: "12px" } });

  function bars(rows, { width, stacked, unit, left = 150 }) {
    left = Math.min(left, Math.round(width * 0.42));
    const letters = Math.floor(left / 6.9);
    const split = stacked ? rows.flatMap((row) => KINDS.map((kind) => ({ ...row, kind, count: row[kind] }))) : rows;
    const count = stacked ? "count" : "total";
    const say = (row) =>
      stacked ? `${row.value}: ${row.count} ${row.kind} of ${row.total}` : `${row.value}: ${row.total}`;
    return [
      Plot.plot({
        ...common(width),
        height: rows.length * 22 + 34,
        marginLeft: left,
        marginRight: 40,
        marginTop: 4,
        marginBottom: 28,
        x: {
          label: null,
          ticks: 4,
          tickFormat: (value) => (Number.isInteger(value) ? value.toLocaleString("en") : ""),
          grid: true,
        },
        y: {
          label: null,
          domain: rows.map((row) => row.value),
          tickSize: 0,
          tickFormat: (value) => label(value, letters),
        },
        color: { domain: KINDS, range: KINDS.map((kind) => `var(--${kind})`) },
        marks: [
          Plot.barX(split, {
            x: count,
            y: "value",
            fill: stacked ? "kind" : "var(--bar)",
            title: say,
            insetTop: 2,
            insetBottom: 2,
          }),
          Plot.text(rows, {
            x: "total",
            y: "value",
            text: (row) => row.total.toLocaleString("en"),
            dx: 5,
            textAnchor: "start",
            fill: "var(--dim)",
          }),
        ],
        ariaDescription: `${rows.length} bars, ${unit}; the same numbers are in the table below`,
      }),
      split,
    ];
  }

  function columns(rows, { width, unit, domain }) {
    return [
      Plot.plot({
        ...common(width),
        height: 170,
        marginLeft: 40,
        marginRight: 16,
        marginTop: 10,
        marginBottom: 28,
        x: {
          type: "utc",
          label: null,
          domain,
          ticks: Math.max(2, Math.min(10, Math.floor(width / 110), d3.utcDay.count(...domain))),
        },
        y: {
          label: null,
          grid: true,
          ticks: 4,
          tickFormat: (value) => (Number.isInteger(value) ? value.toLocaleString("en") : ""),
        },
        marks: [
          Plot.rectY(rows, {
            x1: "start",
            x2: "end",
            y: "total",
            fill: "var(--bar)",
            insetLeft: 0.5,
            insetRight: 0.5,
            title: (row) => `${row.value}: ${row.total}`,
          }),
          Plot.ruleY([0], { stroke: "var(--line)", ariaHidden: true }),
        ],
        ariaDescription: `${rows.length} columns, ${unit}; the same numbers are in the table below`,
      }),
      rows,
    ];
  }

  function figure(title, note, rows, draw, options, pick) {
    if (!rows.length) return null;
    const shown = options.all ? rows : rows.slice(0, MOST);
    const box = h("figure", { class: options.wide ? "wide" : null });
    const [drawn, drawnRows] = draw(shown, options);
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", title);
    if (pick) {
      const mark = drawn.querySelectorAll("[aria-label=bar] rect, [aria-label=rect] rect");
      d3.selectAll(mark)
        .attr("class", "pick")
        .on("click", (_, number) => pick(drawnRows[number]));
    }
    const legend = options.stacked
      ? h(
          "p",
          { class: "legend" },
          KINDS.map((kind) => h("span", { class: `key ${kind}` }, kind)),
        )
      : null;
    const line = (row) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          pick ? h("button", { type: "button", onclick: () => pick(row) }, row.value) : row.value,
        ),
        h("td", {}, row.total.toLocaleString("en")),
      );
    const more = rows.length > shown.length ? `; the first ${shown.length} of ${rows.length.toLocaleString("en")}` : "";
    box.append(
      h("figcaption", {}, h("h3", {}, title), h("p", { class: "note" }, note + more)),
      legend ?? "",
      drawn,
      h("details", { class: "numbers" }, h("summary", {}, "Numbers"), h("table", {}, h("tbody", {}, shown.map(line)))),
    );
    return box;
  }

  let latest = {}; // what the charts on show were drawn from

  /** Draw all charts, unless they show these quotes at this width already. */
  function draw(quotes, ask) {
    const place = byId("charts");
    if (!place.clientWidth || (latest.quotes === quotes && latest.width === place.clientWidth)) return;
    latest = { quotes, width: place.clientWidth };
    const gap = 2 * rem();
    const two = place.clientWidth >= 44 * rem();
    const width = Math.floor(two ? (place.clientWidth - gap) / 2 : place.clientWidth);
    const wide = Math.floor(place.clientWidth);
    const speakers = byKind(quotes, (quote) => quote.speakers.map((speaker) => speaker.name));
    const kinds = KINDS.map((kind) => byKind(quotes, (quote) => [quote.kind]).find((row) => row.value === kind)).filter(
      Boolean,
    );
    const cues = byKind(quotes, (quote) => [cueName(quote)].filter(Boolean));
    const time = timeline(quotes);
    const unit = "number of quotes";
    const together = pairs(quotes);
    const figures = [
      figure("Who is quoted", "Quotes by speaker", speakers, bars, { width, unit, stacked: true }, (row) =>
        ask({ speaker: row.value }),
      ),
      figure(
        "Cues",
        "The words that ascribe, by their dictionary form",
        cues,
        bars,
        { width, unit, left: 110 },
        (row) => ask({ cue: row.value }),
      ),
      figure(
        "Kinds",
        "All in quotation marks, a part, none",
        kinds,
        bars,
        { width: together.length ? width : wide, wide: !together.length, unit, stacked: true, left: 80 },
        (row) => ask({ kind: row.value }),
      ),
      figure(
        "Quoted together",
        "Articles that quote both, from two articles on",
        together,
        bars,
        { width, unit: "number of articles", left: 240 },
        null,
      ),
      time.rows.length > 1
        ? figure(
            "Over time",
            `Quotes a ${time.unit}`,
            time.rows,
            columns,
            { width: wide, unit, wide: true, all: true, domain: time.domain },
            (row) => ask({ from: row.value, to: row.last }),
          )
        : null,
    ];
    place.replaceChildren(...figures.filter(Boolean));
  }

  return { draw };
})();
