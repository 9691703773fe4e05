// The filters: what the form offers, what it asks for, and which quotes have it.

const filters = (() => {
  const form = byId("filters");
  const field = (name) => form.elements.namedItem(name);
  const MOST_OFFERED = 300;

  function offer(list, values) {
    byId(list).append(...values.slice(0, MOST_OFFERED).map(([value]) => h("option", { value })));
  }

  /** Fill in names and counts, and hide what no quote of this run has. */
  function prepare() {
    const { quotes } = data;
    offer("speakers", counted(quotes.flatMap((quote) => quote.speakers.map((speaker) => speaker.name))));
    const bodies = counted(quotes.flatMap((quote) => quote.speakers.flatMap((speaker) => speaker.bodies)));
    offer("organisations", bodies);
    const cues = counted(quotes.map(cueName));
    offer("cues", cues);
    const publishers = counted(quotes.map((quote) => quote.article.publisher));
    field("publisher").append(
      ...publishers.map(([name, count]) => h("option", { value: name }, `${name} (${count.toLocaleString("en")})`)),
    );
    for (const name of ["kind", "class"]) {
      const counts = new Map(counted(quotes.map((quote) => quote[name])));
      for (const box of form.querySelectorAll(`input[name=${name}]`)) {
        const count = counts.get(box.value) || 0;
        box.closest("label").querySelector("[data-count]").textContent = count.toLocaleString("en");
        box.closest("label").hidden = name === "class" && !count;
      }
    }
    const present = {
      organisation: bodies.length > 0,
      cue: cues.length > 0,
      publisher: publishers.length > 0,
      class: quotes.some((quote) => quote.class),
      confidence: quotes.some((quote) => quote.confidence !== undefined),
      day: quotes.some((quote) => quote.day),
    };
    for (const part of form.querySelectorAll("[data-needs]")) part.hidden = !present[part.dataset.needs];
    const days = quotes
      .map((quote) => quote.day)
      .filter(Boolean)
      .sort();
    for (const name of ["from", "to"]) {
      field(name).min = days[0] || "";
      field(name).max = days[days.length - 1] || "";
    }
  }

  /** What the form asks for, without what is left open: [name, value] pairs. */
  const asked = () => [...new FormData(form)].filter(([name, value]) => value && !(name === "confidence" && !+value));

  /** Put [name, value] pairs into the form. */
  function fill(pairs) {
    form.reset();
    for (const [name, value] of pairs) {
      const found = field(name);
      if (!found) continue;
      if (found instanceof RadioNodeList) for (const box of found) box.checked ||= box.value === value;
      else found.value = value;
    }
  }

  /** The numbers of speakers that a name means: those of exactly this name, else those whose name holds it. */
  function meant(name, namesOf) {
    const wanted = fold(name.trim());
    const exact = data.speakers.filter((speaker) => namesOf(speaker).includes(wanted));
    return new Set(
      exact.length
        ? exact
        : data.speakers.filter((speaker) => namesOf(speaker).some((known) => known.includes(wanted))),
    );
  }

  const MODALITY = {
    negated: (quote) => quote.negated,
    affirmed: (quote) => !quote.negated,
    hedged: (quote) => quote.hedged,
    outright: (quote) => !quote.negated && !quote.hedged,
  };

  /** The words and "phrases in quotation marks" of a search, folded. */
  const searched = (text) => (fold(text).match(/"[^"]+"|[^\s"]+/g) || []).map((term) => term.replaceAll('"', ""));

  /** One test for each part of the form that asks for something. */
  function tests() {
    const one = Object.fromEntries(asked());
    const many = (name) =>
      new Set(
        asked()
          .filter(([asks]) => asks === name)
          .map(([, value]) => value),
      );
    const wanted = [];
    if (one.speaker) {
      const people = meant(one.speaker, (speaker) => [speaker.folded]);
      wanted.push((quote) => quote.speakers.some((speaker) => people.has(speaker)));
    }
    if (one.organisation) {
      const people = meant(one.organisation, (speaker) => speaker.foldedBodies);
      wanted.push((quote) => quote.speakers.some((speaker) => people.has(speaker)));
    }
    if (one.cue) {
      const cue = fold(one.cue.trim());
      wanted.push((quote) => [quote.lemma, quote.cue].some((words) => words && fold(words) === cue));
    }
    for (const name of ["kind", "class"]) {
      const values = many(name);
      if (values.size) wanted.push((quote) => values.has(quote[name]));
    }
    if (one.modality) wanted.push(MODALITY[one.modality]);
    if (one.confidence) wanted.push((quote) => quote.confidence === undefined || quote.confidence >= +one.confidence);
    if (one.publisher) wanted.push((quote) => quote.article.publisher === one.publisher);
    if (one.from) wanted.push((quote) => quote.day >= one.from);
    if (one.to) wanted.push((quote) => quote.day && quote.day <= one.to);
    for (const term of searched(one.search || "")) wanted.push((quote) => searchText(quote).includes(term));
    return wanted;
  }

  /** The quotes that have all that the form asks for. */
  function matching() {
    const wanted = tests();
    return wanted.length ? data.quotes.filter((quote) => wanted.every((test) => test(quote))) : data.quotes;
  }

  function showConfidence() {
    const least = +field("confidence").value;
    byId("confidence-shown").textContent = least ? `at least ${least.toFixed(2)}` : "any";
  }

  return { form, field, prepare, asked, fill, matching, showConfidence, searched };
})();
