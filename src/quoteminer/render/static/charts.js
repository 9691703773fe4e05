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

  const whole = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : "");

  /** How many ticks a scale of whole numbers gets: no lines between 1 and 2. */
  const few = (rows) => Math.min(4, d3.max(rows, (row) => row.total));

  function bars(rows, { width, kinds, coloured, unit, left = 150 }) {
    left = Math.min(left, Math.round(width * 0.42));
    const letters = Math.floor((left - 8) / 7);
    const parts = kinds.length ? rows.flatMap((row) => kinds.map((kind) => ({ ...row, kind, part: row[kind] }))) : rows;
    const say = (row) =>
      kinds.length ? `${row.value}: ${row.part} ${row.kind} of ${row.total}` : `${row.value}: ${row.total}`;
    return [
      Plot.plot({
        ...common(width),
        height: rows.length * 22 + 30,
        marginLeft: left,
        marginRight: 44,
        marginTop: 4,
        marginBottom: 24,
        x: { label: null, ticks: few(rows), tickSize: 0, tickFormat: whole, grid: true },
        y: {
          label: null,
          domain: rows.map((row) => row.value),
          tickSize: 0,
          tickFormat: (value) => label(visibly(value), letters),
        },
        color: { domain: KINDS, range: KINDS.map((kind) => `var(--${kind})`) },
        marks: [
          Plot.barX(parts, {
            x: kinds.length ? "part" : "total",
            y: "value",
            fill: kinds.length ? "kind" : coloured ? "value" : "var(--bar)",
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
      parts,
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
          tickSize: 0,
          domain,
          ticks: Math.max(2, Math.min(10, Math.floor(width / 110), d3.utcDay.count(...domain))),
        },
        y: {
          label: null,
          grid: true,
          ticks: few(rows),
          tickSize: 0,
          tickFormat: whole,
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

  /** The numbers of a chart as a table, whose rows are filters where the bars are. */
  function numbers(rows, { kinds, pick }) {
    const header = h(
      "tr",
      {},
      h("td"),
      kinds.map((kind) => h("th", { scope: "col" }, kind)),
      h("th", { scope: "col" }, kinds.length ? "all" : "number"),
    );
    const line = (row) => {
      const name = pick ? h("button", { type: "button", onclick: () => pick(row) }, visibly(row.value)) : row.value;
      const counts = [...kinds.map((kind) => row[kind]), row.total];
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, name),
        counts.map((count) => h("td", {}, count.toLocaleString("en"))),
      );
    };
    return h(
      "details",
      { class: "numbers" },
      h("summary", {}, "Numbers"),
      h("table", {}, h("thead", {}, header), h("tbody", {}, rows.map(line))),
    );
  }

  /**
   * A chart with its title, its legend and its numbers.
   *
   * `kinds` are the kinds of quotes that each bar is divided into, `legend` tells their colours, `pick` filters by a row.
   */
  function figure(title, note, rows, draw, { all, kinds = [], legend, pick, wide, ...options }) {
    if (!rows.length) return null;
    const shown = all ? rows : rows.slice(0, MOST);
    const [drawn, drawnRows] = draw(shown, { ...options, kinds });
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", title);
    if (pick) {
      const mark = drawn.querySelectorAll("[aria-label=bar] rect, [aria-label=rect] rect");
      d3.selectAll(mark)
        .attr("class", "pick")
        .on("click", (_, number) => pick(drawnRows[number]));
    }
    const more = rows.length > shown.length ? `; the first ${shown.length} of ${rows.length.toLocaleString("en")}` : "";
    const keys = kinds.map((kind) => h("span", { class: `key ${kind}` }, kind));
    return h(
      "figure",
      { class: wide && "wide" },
      h("figcaption", {}, h("h3", {}, title), h("p", { class: "note" }, note + more)),
      legend && h("p", { class: "legend" }, keys),
      drawn,
      numbers(shown, { kinds, pick }),
    );
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
    const byField = (valuesOf) => byKind(quotes, (quote) => valuesOf(quote).filter(Boolean));
    const filter = (name) => (row) => ask({ [name]: row.value });
    const number = { width, unit: "number of quotes" };
    const found = byField((quote) => [quote.kind]);
    const kinds = KINDS.map((kind) => found.find((row) => row.value === kind)).filter(Boolean);
    const together = pairs(quotes);
    const time = timeline(quotes);
    const speakers = figure(
      "Who is quoted",
      "Quotes by speaker",
      byField((quote) => quote.speakers.map((speaker) => speaker.name)),
      bars,
      { ...number, kinds: KINDS, legend: true, pick: filter("speaker") },
    );
    const cues = figure(
      "Cues",
      "The words that ascribe",
      byField((quote) => [cueName(quote)]),
      bars,
      { ...number, kinds: KINDS, legend: true, left: 110, pick: filter("cue") },
    );
    const ways = [
      figure("Kinds", "All in quotation marks, a part, none", kinds, bars, {
        ...number,
        coloured: true,
        left: 80,
        pick: filter("kind"),
      }),
      figure("Classes", "What kind of act the cue names", byField((quote) => [quote.class]), bars, {
        ...number,
        left: 80,
        pick: filter("class"),
      }),
    ].filter(Boolean);
    const pairsOf = figure("Quoted together", "Articles that quote both, from two articles on", together, bars, {
      width,
      unit: "number of articles",
      left: 240,
    });
    const times =
      time.rows.length > 1
        ? figure("Over time", `Quotes a ${time.unit}`, time.rows, columns, {
            ...number,
            width: Math.floor(place.clientWidth),
            wide: true,
            all: true,
            domain: time.domain,
            pick: (row) => ask({ from: row.value, to: row.last }),
          })
        : null;
    const rest = pairsOf ? [h("div", { class: "stack" }, ways), pairsOf] : ways;
    place.replaceChildren(...[speakers, cues, ...rest, times].filter(Boolean));
  }

  return { draw };
})();
