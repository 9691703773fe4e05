// The records of the run. A quote refers to its article and speakers by number; here it gets hold of them.

const NOBODY = "nobody named";

/** Lower case, without accents, typewriter quotation marks and single spaces: how texts are compared. */
const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, " ")
    .toLowerCase();

/** How often each value occurs, most frequent first, as [value, count]. */
function counted(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const data = (() => {
  const { articles, speakers, quotes } = JSON.parse(byId("index").textContent);
  for (const quote of quotes) {
    quote.articleNumber = quote.article;
    quote.article = articles[quote.article];
    quote.speakers = (quote.speakers || []).map((number) => speakers[number]);
  }
  for (const speaker of speakers) {
    speaker.folded = fold(speaker.name);
    speaker.bodies = [speaker.organisation, speaker.type === "organisation" ? speaker.name : null].filter(Boolean);
    speaker.foldedBodies = speaker.bodies.map(fold);
  }
  return { articles, speakers, quotes };
})();

/** The names behind a quote, or its source where nobody is known behind it. */
const speakerNames = (quote) =>
  quote.speakers.length ? quote.speakers.map((speaker) => speaker.name).join(" and ") : quote.source || NOBODY;

/** What is known of a speaker beside the name. */
const speakerRole = (speaker) =>
  joined([speaker.role, speaker.organisation, speaker.behalf && `for ${speaker.behalf}`], ", ");

/** What a cue is counted under: its dictionary form where that is known. */
const cueName = (quote) => quote.lemma || quote.cue;

/** A name or cue that is only a sign, such as a colon or a dash, in quotation marks, so that it is seen to be one. */
const visibly = (words) => (/[\p{L}\p{N}]/u.test(words) ? words : `“${words}”`);

const articleTitle = (article) => article.title || article.id;

/** Everything of a quote that the search looks at, folded; made when it is first needed. */
function searchText(quote) {
  if (quote.folded === undefined) {
    const people = quote.speakers.map(
      (speaker) => `${speaker.name} ${speaker.role || ""} ${speaker.organisation || ""}`,
    );
    const { title, publisher, id } = quote.article;
    quote.folded = fold(
      [quote.words, quote.source, quote.cue, ...people, title, publisher, id].filter(Boolean).join("\n"),
    );
  }
  return quote.folded;
}

/** Make the search texts while nothing else is to be done, so that the first search is as fast as the others. */
function prepareSearch(from = 0) {
  const until = Math.min(from + 2000, data.quotes.length);
  for (let number = from; number < until; number++) searchText(data.quotes[number]);
  if (until < data.quotes.length) whenIdle(() => prepareSearch(until));
}
