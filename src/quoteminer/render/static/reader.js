// An article with its quotes marked, and what is known about the one that is chosen.

const reader = (() => {
  const dialog = byId("reader");
  let position = 0; // of the quote in the list
  let shown = null; // number of the article on show
  let spans = new Map(); // "role-place" → elements
  let payload = null;

  const numberOf = (place) => payload.quotes[place].number;
  const chip = (place) =>
    h(
      "button",
      {
        type: "button",
        class: "number",
        "data-place": place,
        "aria-label": `Quote ${numberOf(place)}`,
      },
      numberOf(place),
    );
  const inArticle = (number) => data.quotes.filter((quote) => quote.articleNumber === number);

  /** Marked text: every run an element that knows which quotes it belongs to. */
  function run(found) {
    if (typeof found === "string") return found;
    const [text, roles, keys, begins] = found;
    const element = h("span", { class: `run ${roles}`, "data-keys": keys.join(" ") }, text);
    for (const key of keys) spans.set(key, [...(spans.get(key) || []), element]);
    return [...begins.map(chip), element];
  }

  function text(article) {
    if (payload.paragraphs)
      return payload.paragraphs.map((runs, number) =>
        h("p", { id: `paragraph-${number + 1}`, "data-number": number + 1 }, runs.map(run)),
      );
    const why = article.other
      ? "The article that was given is not the text that these quotes were taken from, so its quotes are listed alone."
      : "The article itself was not given (--articles), so its quotes are listed alone.";
    return [
      h("p", { class: "note" }, why),
      ...inArticle(shown).map((quote) => {
        const key = `content-${quote.place}`;
        const element = h("span", { class: "run content", "data-keys": key }, quote.words);
        spans.set(key, [element]);
        return h("p", {}, chip(quote.place), element, ` — ${speakerNames(quote)}`);
      }),
    ];
  }

  const go = (place) => h("button", { type: "button", class: "link", "data-place": place }, `quote ${numberOf(place)}`);

  /** Why a mention is taken for a speaker: "she" → Ann Lee, named in paragraph 1, by the rule for pronouns. */
  function resolution({ mention, name, how, paragraph }) {
    const at = paragraph
      ? h("button", { type: "button", class: "link", "data-paragraph": paragraph }, `named in paragraph ${paragraph}`)
      : null;
    return h("p", {}, h("q", {}, mention), " → ", h("strong", {}, name), at ? [", ", at] : "", `, ${how}`);
  }

  function card(quote) {
    const details = payload.quotes[quote.place];
    const inside = payload.quotes.flatMap((other, place) => (other.parent === quote.place ? [place] : []));
    const facts = [
      quote.kind,
      quote.class,
      quote.negated && "negated",
      quote.hedged && "hedged",
      quote.confidence !== undefined && `confidence\u00a0${quote.confidence.toFixed(2)}`,
    ];
    const people = quote.speakers.length
      ? quote.speakers.map((speaker) =>
          h(
            "p",
            { class: "who" },
            h("span", { class: "name" }, speaker.name),
            h(
              "span",
              { class: "role" },
              joined(
                [speakerRole(speaker), speaker.type !== "person" && speaker.type !== "unknown" && speaker.type],
                ", ",
              ),
            ),
          ),
        )
      : [h("p", { class: "who" }, h("span", { class: "name unnamed" }, speakerNames(quote)))];
    return h(
      "section",
      { class: "card", "aria-label": `Quote ${details.number}` },
      people,
      h("p", { class: "facts" }, h("span", { class: `key ${quote.kind}` }, facts.shift()), ` · ${joined(facts)}`),
      h(
        "div",
        { class: "resolved" },
        (details.resolved || []).map(resolution),
        details.addressee
          ? h(
              "p",
              {},
              "told to ",
              h("q", {}, details.addressee),
              details.addressed && details.addressed !== details.addressee
                ? [" → ", h("strong", {}, details.addressed)]
                : "",
            )
          : "",
        details.parent !== undefined ? h("p", {}, "stands within ", go(details.parent)) : "",
        inside.length ? h("p", {}, "holds ", inside.map((place, n) => [n ? ", " : "", go(place)]).flat()) : "",
        details.rule ? h("p", {}, "rule ", h("code", {}, details.rule)) : "",
      ),
    );
  }

  const legend = () =>
    h(
      "p",
      { class: "marks note" },
      [
        ["source", "source"],
        ["cue", "cue"],
        ["content", "content"],
        ["content deep", "quote within a quote"],
        ["addressee", "addressee"],
        ["on-naming", "where the name stands"],
      ].map(([roles, words]) => h("span", { class: `run ${roles}` }, words)),
    );

  function head(article) {
    const link = article.url
      ? h("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, "original")
      : null;
    const facts = joined([article.publisher, article.author, article.date]);
    const id = article.title ? h("code", {}, article.id) : null;
    const parts = [facts, link, id].filter(Boolean);
    return h(
      "header",
      {},
      h("h2", { id: "reader-title", tabindex: "-1" }, articleTitle(article)),
      h(
        "p",
        { class: "facts" },
        parts.flatMap((part, place) => (place ? [" · ", part] : [part])),
      ),
    );
  }

  const button = (label, key, words, action) =>
    h("button", { type: "button", "aria-label": label, title: `${label} (${key})`, onclick: action }, words);

  function build(quote) {
    shown = quote.articleNumber;
    payload = JSON.parse(byId(`article-${shown}`).textContent);
    spans = new Map();
    dialog.replaceChildren(
      h(
        "div",
        { class: "bar" },
        button("Previous quote in the list", "K", "←", () => step(-1)),
        button("Next quote in the list", "J", "→", () => step(1)),
        h("span", { class: "note", id: "reader-position" }),
        h("span", { class: "note where", "aria-hidden": "true" }, articleTitle(quote.article)),
        button("Close", "Esc", "✕", () => dialog.close()),
      ),
      h(
        "div",
        { class: "sheet" },
        head(quote.article),
        legend(),
        h("div", { id: "card" }),
        h("article", {}, text(quote.article)),
      ),
    );
  }

  /** Show a quote, whether it is in the list or only in the same article. */
  function choose(quote) {
    if (quote.articleNumber !== shown) build(quote);
    for (const role of ["content", "cue", "source", "addressee", "naming"]) {
      for (const element of dialog.querySelectorAll(`article .on-${role}`)) element.classList.remove(`on-${role}`);
      for (const element of spans.get(`${role}-${quote.place}`) || []) element.classList.add(`on-${role}`);
    }
    for (const number of dialog.querySelectorAll(".number"))
      number.setAttribute("aria-current", String(+number.dataset.place === quote.place));
    const found = list.quotes().indexOf(quote);
    if (found >= 0) position = found;
    byId("reader-position").textContent =
      found >= 0
        ? `${(found + 1).toLocaleString("en")} of ${list.quotes().length.toLocaleString("en")}`
        : "not in the list";
    byId("card").replaceChildren(card(quote));
    spans.get(`content-${quote.place}`)?.[0].scrollIntoView({ block: "center" });
  }

  function show(at) {
    position = at;
    choose(list.quotes()[at]);
    if (!dialog.open) {
      dialog.showModal();
      byId("reader-title").focus({ preventScroll: true });
      spans.get(`content-${list.quotes()[at].place}`)?.[0].scrollIntoView({ block: "center" });
    }
  }

  function step(by) {
    const to = position + by;
    if (to < 0 || to >= list.quotes().length) return;
    show(to);
    list.move(to);
  }

  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) return dialog.close();
    const { place, paragraph } = event.target.dataset;
    const keys = event.target.closest("article [data-keys]")?.dataset.keys.split(" ") || [];
    const inner =
      keys.filter((key) => key.startsWith("content-")).pop() || keys.filter((key) => !key.startsWith("naming-")).pop();
    const wanted = place ?? inner?.split("-")[1];
    if (paragraph !== undefined)
      (dialog.querySelector("article .on-naming") || byId(`paragraph-${paragraph}`)).scrollIntoView({
        block: "center",
      });
    else if (wanted !== undefined && !String(getSelection()))
      choose(inArticle(shown).find((quote) => quote.place === +wanted));
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "ArrowRight") step(1);
    if (event.key === "k" || event.key === "ArrowLeft") step(-1);
  });

  return { show, isOpen: () => dialog.open };
})();
