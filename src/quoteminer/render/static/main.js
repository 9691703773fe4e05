// Putting the parts together: a change of the form changes list, charts and address.

(() => {
  const { form } = filters;
  const search = byId("search");
  const overview = byId("overview");
  const narrow = matchMedia("(max-width: 52rem)");

  function ask(changes) {
    const many = new Set(["kind", "class"]);
    const kept = filters.asked().filter(([name]) => !(name in changes) || many.has(name));
    filters.fill([...kept, ...Object.entries(changes)]);
    refresh();
    window.scrollTo({ top: 0 });
  }

  function drawCharts() {
    if (overview.open) charts.draw(list.quotes(), ask);
    list.redraw(); // it stands below the charts
  }
  const drawChartsSoon = settled(() => whenIdle(drawCharts), 200);

  function refresh() {
    filters.showConfidence();
    const found = filters.matching();
    overview.hidden = !found.length; // at once, so that what stands below does not move a moment later
    list.show(found, filters.searched(search.value));
    const asked = filters.asked();
    const on = asked.filter(([name]) => name !== "search").length;
    byId("filters-on").textContent = on ? `${on} on` : "";
    byId("found").textContent = asked.length
      ? `${found.length.toLocaleString("en")} of ${numbered(data.quotes.length, "quote")}`
      : numbered(found.length, "quote");
    const address = new URLSearchParams(asked).toString();
    history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
    drawChartsSoon();
  }

  function clear() {
    form.reset();
    search.focus();
  }

  filters.prepare();
  filters.fill(new URLSearchParams(location.hash.slice(1)));
  byId("filter-box").open = !narrow.matches;
  overview.open = !narrow.matches;
  const people = new Set(data.quotes.flatMap((quote) => quote.speakers.map((speaker) => speaker.name))).size;
  const days = d3.extent(data.quotes.map((quote) => quote.day).filter(Boolean));
  const span = [...new Set(days.filter(Boolean))].join(" to ");
  byId("facts").append(` · ${numbered(people, "speaker")}`, span && " · ", h("span", { class: "whole" }, span));

  form.addEventListener("input", refresh);
  search.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(refresh));
  byId("clear").addEventListener("click", clear);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    list.element.focus();
    list.move(0);
  });
  overview.addEventListener("toggle", drawCharts);
  list.onOpen(reader.show);
  window.addEventListener("hashchange", () => {
    filters.fill(new URLSearchParams(location.hash.slice(1)));
    refresh();
  });

  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      list.element.focus();
      list.move(0);
    }
    if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      refresh();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea");
    if (event.key !== "/" || typing || reader.isOpen() || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  let width = window.innerWidth;
  window.addEventListener(
    "resize",
    settled(() => {
      list.resize();
      if (window.innerWidth !== width) drawCharts();
      width = window.innerWidth;
    }, 150),
  );

  refresh();
  drawCharts(); // at once, so that the list does not move down later
  whenIdle(() => prepareSearch());
})();
