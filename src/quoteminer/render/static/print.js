// On paper: the article where one is open, else the listed quotes one after the other.

const MOST_PRINTED = 2000;

window.addEventListener("beforeprint", () => {
  document.body.classList.toggle("reading", reader.isOpen());
  if (reader.isOpen()) return;
  const quotes = list.quotes();
  const printed = quotes
    .slice(0, MOST_PRINTED)
    .map((quote) =>
      h(
        "div",
        { class: "entry" },
        h(
          "p",
          { class: "who" },
          h("span", { class: "name" }, speakerNames(quote)),
          h(
            "span",
            { class: "role" },
            joined([
              ...quote.speakers.map(speakerRole),
              quote.kind,
              quote.cue,
              quote.negated && "negated",
              quote.hedged && "hedged",
            ]),
          ),
        ),
        h("p", { class: "words" }, quote.words),
        h(
          "p",
          { class: "where" },
          joined([quote.article.publisher, quote.date || quote.article.date, articleTitle(quote.article)]),
        ),
      ),
    );
  const rest = quotes.length - printed.length;
  const asked = filters.asked().map(([name, value]) => `${name} ${value}`);
  byId("printed").replaceChildren(
    h("h2", {}, "Quotes"),
    h("p", { class: "note" }, joined([byId("found").textContent, ...asked])),
    ...printed,
    rest > 0 ? h("p", {}, `and ${numbered(rest, "more quote")} on the page`) : "",
  );
});

window.addEventListener("afterprint", () => byId("printed").replaceChildren());
