// The list of quotes. Only the rows in sight are on the page, however many there are; all rows have one height.

const list = (() => {
  const element = byId("list");
  const AHEAD = 6; // rows kept above and below what is in sight
  let quotes = [];
  let terms = [];
  let active = -1;
  let drawn = "";
  let open = () => {};

  const rowHeight = () => parseFloat(getComputedStyle(element).getPropertyValue("--row")) * rem();
  /** How much of the top of the window the search covers, which stays in sight. */
  const covered = () => document.querySelector(".search").offsetHeight + 8;
  const top = () => element.getBoundingClientRect().top + window.scrollY;

  /** A text with the searched words marked. */
  function marked(text) {
    if (!terms.length) return [text];
    const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/["']/g, "[\"“”„'‘’]"));
    return text
      .split(new RegExp(`(${escaped.join("|")})`, "iu"))
      .map((part, place) => (place % 2 ? h("mark", {}, part) : part));
  }

  function row(quote, number) {
    const role = quote.speakers.length === 1 ? speakerRole(quote.speakers[0]) : "";
    const flags = ["negated", "hedged"].filter((flag) => quote[flag]);
    return h(
      "div",
      {
        class: "row",
        role: "option",
        id: `row-${number}`,
        "data-row": number,
        style: `top: ${number * rowHeight()}px`,
        "aria-posinset": number + 1,
        "aria-setsize": quotes.length,
        "aria-selected": String(number === active),
      },
      h(
        "p",
        { class: "who" },
        h("span", { class: quote.speakers.length ? "name" : "name unnamed" }, marked(speakerNames(quote))),
        role && h("span", { class: "role" }, marked(role)),
        h(
          "span",
          { class: "tags" },
          flags.map((flag) => h("span", { class: "flag" }, flag)),
          quote.cue && h("span", { class: "cue-word" }, marked(visibly(quote.cue))),
          h("span", { class: `key ${quote.kind}` }, quote.kind),
        ),
      ),
      h("p", { class: "words" }, marked(quote.words)),
      h(
        "p",
        { class: "where" },
        joined([quote.article.publisher, quote.date || quote.article.date, articleTitle(quote.article)]),
      ),
    );
  }

  /** Put the rows in sight on the page. */
  function draw() {
    const height = rowHeight();
    const above = window.scrollY - top();
    const first = Math.max(0, Math.floor(above / height) - AHEAD);
    const inSight = Math.max(first + AHEAD, Math.ceil((above + window.innerHeight) / height));
    const last = Math.min(quotes.length, inSight + AHEAD);
    const wanted = `${first} ${last}`;
    if (wanted === drawn) return;
    drawn = wanted;
    element.replaceChildren(
      ...quotes.slice(first, Math.max(first, last)).map((quote, place) => row(quote, first + place)),
    );
  }

  function redraw() {
    drawn = "";
    draw();
    if (active >= 0) element.setAttribute("aria-activedescendant", `row-${active}`);
    else element.removeAttribute("aria-activedescendant");
  }

  function show(found, words) {
    quotes = found;
    terms = words;
    active = -1;
    element.style.height = `${quotes.length * rowHeight()}px`;
    byId("nothing").hidden = quotes.length > 0;
    if (top() < window.scrollY) window.scrollTo({ top: top() - covered() });
    redraw();
  }

  /** Make a row the current one and bring it into sight. */
  function move(to) {
    if (!quotes.length) return;
    active = Math.max(0, Math.min(to, quotes.length - 1));
    const height = rowHeight();
    const start = top() + active * height;
    if (start < window.scrollY + covered()) window.scrollTo({ top: start - covered() });
    else if (start + height > window.scrollY + window.innerHeight)
      window.scrollTo({ top: start + height - window.innerHeight + 8 });
    redraw();
  }

  const page = () => Math.max(1, Math.floor((window.innerHeight - 2 * rowHeight()) / rowHeight()));
  const KEYS = {
    ArrowDown: () => move(active + 1),
    ArrowUp: () => move(active - 1),
    PageDown: () => move(active + page()),
    PageUp: () => move(active - page()),
    Home: () => move(0),
    End: () => move(quotes.length - 1),
    Enter: () => active >= 0 && open(active),
    " ": () => active >= 0 && open(active),
  };

  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  element.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-row]");
    if (!chosen) return;
    move(+chosen.dataset.row);
    open(active);
  });
  element.addEventListener("focus", () => {
    if (active < 0 && element.matches(":focus-visible"))
      move(Math.max(0, Math.ceil((window.scrollY - top()) / rowHeight())));
  });
  window.addEventListener("scroll", draw, { passive: true });

  return {
    element,
    show,
    move,
    redraw,
    quotes: () => quotes,
    onOpen: (action) => {
      open = action;
    },
    resize() {
      element.style.height = `${quotes.length * rowHeight()}px`;
      redraw();
    },
  };
})();
